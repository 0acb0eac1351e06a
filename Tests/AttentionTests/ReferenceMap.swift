import Tensors

/// The expected map of pooled weights, computed by the definition in loops over the whole matrix.
struct ReferenceMap {
    let rows: Int
    let columns: Int
    let queryCount: Int
    let keyCount: Int
    /// (rows, columns)
    private(set) var values: [Float] = []
    /// (rows, columns), true where no query of a cell may attend to any of its keys; nil without a mask.
    private(set) var masked: [Bool]?
    private(set) var deadQueries: [Int] = []
    private(set) var firstKeyWeights: [Float] = []

    /// - Parameters:
    ///   - weights: (Q, K)
    ///   - masked: (Q, K), true where a key is masked
    ///   - rule: the value of a cell
    ///   - size: the size of a cell
    ///   - queries: the queries of the map
    ///   - keys: the keys of the map
    init(
        weights: Tensor, masked mask: BooleanTensor?, rule: PoolingRule, size: CellSize,
        queries: Range<Int>, keys: Range<Int>
    ) {
        (queryCount, keyCount) = (queries.count, keys.count)
        rows = Int((Double(queries.count) / Double(size.queries)).rounded(.up))
        columns = Int((Double(keys.count) / Double(size.keys)).rounded(.up))
        masked = mask == nil ? nil : []
        let (all, elements, flags) = (weights.shape[1], weights.elements, mask?.elements)
        for row in 0..<rows {
            let firstQuery = queries.lowerBound + row * size.queries
            for column in 0..<columns {
                let firstKey = keys.lowerBound + column * size.keys
                var (largest, sum, count, isMasked) = (Float(0), 0.0, 0, true)
                for query in firstQuery..<min(firstQuery + size.queries, queries.upperBound) {
                    for key in firstKey..<min(firstKey + size.keys, keys.upperBound) {
                        let weight = elements[query * all + key]
                        largest = max(largest, weight)
                        sum += Double(weight)
                        count += 1
                        if let flags, !flags[query * all + key] { isMasked = false }
                    }
                }
                values.append(rule == .maximum ? largest : Float(sum / Double(count)))
                masked?.append(isMasked)
            }
        }
        for query in queries {
            firstKeyWeights.append(elements[query * all])
            if let flags, !flags[query * all..<(query + 1) * all].contains(false) { deadQueries.append(query) }
        }
    }
}
