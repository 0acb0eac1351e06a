import Tensors

/// Grouped-query attention: several query heads share one key head and one value head.
///
///     query head h uses key head h / (query heads / key heads)
///
/// One key head for all query heads is multi-query attention.
///
/// Source: J. Ainslie et al., "GQA: Training Generalized Multi-Query Transformer Models from Multi-Head Checkpoints",
/// EMNLP 2023.
public struct GroupedQueries: Hashable, Sendable {
    public let queryHeads: Int
    public let keyHeads: Int

    /// - Throws: `AttentionError.indivisibleGroups` unless both are positive and `keyHeads` divides `queryHeads`.
    public init(queryHeads: Int, keyHeads: Int) throws(AttentionError) {
        guard keyHeads > 0, queryHeads > 0, queryHeads.isMultiple(of: keyHeads) else {
            throw .indivisibleGroups(queryHeads: queryHeads, keyHeads: keyHeads)
        }
        self.queryHeads = queryHeads
        self.keyHeads = keyHeads
    }

    /// The key head that a query head uses.
    ///
    /// - Precondition: `queryHead` is in 0..<queryHeads.
    public func keyHead(of queryHead: Int) -> Int {
        precondition((0..<queryHeads).contains(queryHead), "query head \(queryHead) of \(queryHeads)")
        return queryHead / (queryHeads / keyHeads)
    }

    /// Keys or values (B, key heads, K, d) with each head repeated for its group: (B, query heads, K, d).
    ///
    /// - Throws: `AttentionError.unexpectedRank`, or `.leadingAxesMismatch` for another number of heads.
    public func expanded(_ tensor: Tensor, operand: String) throws(AttentionError) -> Tensor {
        let shape = tensor.shape.dimensions
        guard shape.count == 4 else { throw .unexpectedRank(operand: operand, allowed: [4], found: shape) }
        guard shape[1] == keyHeads else {
            throw .leadingAxesMismatch(operand: operand, expected: [shape[0], keyHeads], found: [shape[0], shape[1]])
        }
        guard queryHeads != keyHeads else { return tensor }
        let head = shape[2] * shape[3]
        var elements = [Float]()
        elements.reserveCapacity(tensor.elements.count * (queryHeads / keyHeads))
        for batch in 0..<shape[0] {
            for queryHead in 0..<queryHeads {
                let start = (batch * keyHeads + keyHead(of: queryHead)) * head
                elements.append(contentsOf: tensor.elements[start..<start + head])
            }
        }
        let expanded = try Shape(ofResult: [shape[0], queryHeads, shape[2], shape[3]])
        return Tensor(shape: expanded, elements: elements)
    }
}
