import Tensors

extension AttentionAxes {
    /// The scores of all pairs of a query and a key, for scores that are not matrix products.
    ///
    /// - Parameters:
    ///   - queryRows: (B, [H,] Q, size) elements.
    ///   - keyRows: (B, [H,] K, size) elements.
    ///   - score: the score of one pair of rows, each with `size` elements.
    @inline(__always)
    func pairwiseScores(
        queryRows: [Float], keyRows: [Float], size: Int,
        score: (_ query: UnsafeBufferPointer<Float>, _ key: UnsafeBufferPointer<Float>) -> Float
    ) -> Tensor {
        precondition(queryRows.count == matrixCount * queryCount * size, "\(queryRows.count) elements of queries")
        precondition(keyRows.count == matrixCount * keyCount * size, "\(keyRows.count) elements of keys")
        var scores = [Float]()
        scores.reserveCapacity(scoreShape.count)
        queryRows.withUnsafeBufferPointer { queryRows in
            keyRows.withUnsafeBufferPointer { keyRows in
                for queryIndex in 0..<matrixCount * queryCount {
                    let query = UnsafeBufferPointer(rebasing: queryRows[queryIndex * size..<(queryIndex + 1) * size])
                    let firstKey = queryIndex / queryCount * keyCount
                    for keyIndex in firstKey..<firstKey + keyCount {
                        let key = UnsafeBufferPointer(rebasing: keyRows[keyIndex * size..<(keyIndex + 1) * size])
                        scores.append(score(query, key))
                    }
                }
            }
        }
        return Tensor(shape: scoreShape, elements: scores)
    }
}
