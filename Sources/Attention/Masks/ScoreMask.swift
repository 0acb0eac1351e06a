import Tensors

/// A mask for scores of given axes, evaluated for one block of query rows of one head at a time.
struct ScoreMask: Sendable {
    private let mask: AttentionMask
    private let axes: ScoreAxes

    /// - Throws: `AttentionError` if the mask does not fit scores of these axes.
    init(_ mask: AttentionMask, over axes: ScoreAxes) throws(AttentionError) {
        try mask.check(axes)
        self.mask = mask
        self.axes = axes
    }

    /// Whether a key may be masked.
    var canMask: Bool { !mask.isNone }

    /// The mask of a range of queries of one head.
    ///
    /// - Throws: errors of reading a `StoredMask` only.
    func block(batch: Int, head: Int, queries: Range<Int>) throws -> MaskBlock {
        var block = MaskBlock()
        try add(mask, to: &block, batch: batch, head: head, queries: queries)
        return block
    }

    private func add(
        _ mask: AttentionMask, to block: inout MaskBlock, batch: Int, head: Int, queries: Range<Int>
    ) throws {
        switch mask {
        case .none: break
        case .validLengths(let lengths): keep(queries, of: &block) { _ in 0..<lengths[batch] }
        case .validLengthsPerQuery(let lengths): keep(queries, of: &block) { 0..<lengths[batch][$0] }
        case .causal: keep(queries, of: &block) { 0..<$0 + 1 }
        case .window(let width):
            // Limits the width so that the bounds cannot overflow; a wider window keeps all keys anyway.
            let reach = min(width, axes.queries + axes.keys)
            keep(queries, of: &block) { max(0, $0 - reach + 1)..<$0 + reach }
        case .boolean(let allowed):
            let range = elements(rank: allowed.shape.rank, batch: batch, head: head, queries: queries)
            block.union(allowed.elements[range].lazy.map { !$0 })
        case .additive(let bias):
            let range = elements(rank: bias.shape.rank, batch: batch, head: head, queries: queries)
            block.add(bias: Array(bias.elements[range]))
        case .stored(let stored):
            let leading = Array([batch, head].prefix(stored.shape.rank - 2))
            let elements = try stored.rows(leading, queries)
            precondition(elements.count == queries.count * axes.keys, "\(elements.count) elements of a mask")
            if stored.isAdditive { block.add(bias: elements) } else { block.union(elements.lazy.map { $0 == 0 }) }
        case .all(let masks):
            for mask in masks { try add(mask, to: &block, batch: batch, head: head, queries: queries) }
        }
    }

    /// The range of elements of a tensor (Q, K), (B, Q, K) or (B, H, Q, K) for a range of queries of one head.
    private func elements(rank: Int, batch: Int, head: Int, queries: Range<Int>) -> Range<Int> {
        let matrix = rank == 2 ? 0 : rank == 3 ? batch : batch * (axes.heads ?? 1) + head
        let start = (matrix * axes.queries + queries.lowerBound) * axes.keys
        return start..<start + queries.count * axes.keys
    }

    /// Masks the keys outside the range of each query.
    private func keep(_ queries: Range<Int>, of block: inout MaskBlock, _ range: (Int) -> Range<Int>) {
        var masked = block.masked ?? [Bool](repeating: false, count: queries.count * axes.keys)
        masked.withUnsafeMutableBufferPointer { masked in
            for (row, query) in queries.enumerated() {
                let kept = range(query).clamped(to: 0..<axes.keys)
                let start = row * axes.keys
                for key in 0..<kept.lowerBound { masked[start + key] = true }
                for key in kept.upperBound..<axes.keys { masked[start + key] = true }
            }
        }
        block.masked = masked
    }
}

/// The mask of a block of query rows: (rows, keys), row-major.
struct MaskBlock: Sendable {
    /// True where a key is masked; nil if no mask applies.
    var masked: [Bool]?
    /// The biases to add to the scores, one array for each additive mask.
    private(set) var biases: [[Float]] = []

    /// Masks the keys where `other` is true.
    mutating func union(_ other: some Collection<Bool>) {
        masked = masked.map { zip($0, other).map { $0 || $1 } } ?? Array(other)
    }

    /// Adds a bias, which masks a key where it is -infinity.
    mutating func add(bias: [Float]) {
        union(bias.lazy.map { $0 == -.infinity })
        biases.append(bias)
    }
}
