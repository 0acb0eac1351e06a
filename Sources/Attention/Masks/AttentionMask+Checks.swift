import Tensors

extension AttentionMask {
    /// Whether the mask changes no score.
    public var isNone: Bool {
        switch self {
        case .none: true
        case .all(let masks): masks.allSatisfy(\.isNone)
        default: false
        }
    }

    /// Whether the first axis of queries (n, Q, d) is the batch: the mask has an entry for each of its n indices.
    package func isForBatches(of queries: Shape) -> Bool {
        queries.rank == 3 && queries[0] > 1 && isForBatches(queries[0])
    }

    private func isForBatches(_ count: Int) -> Bool {
        switch self {
        case .validLengths(let lengths): lengths.count == count
        case .validLengthsPerQuery(let lengths): lengths.count == count
        case .boolean(let mask): mask.shape.rank == 3 && mask.shape[0] == count
        case .additive(let bias): bias.shape.rank == 3 && bias.shape[0] == count
        case .stored(let mask): mask.shape.rank == 3 && mask.shape[0] == count
        case .all(let masks): masks.contains { $0.isForBatches(count) }
        case .none, .causal, .window: false
        }
    }

    /// Checks the mask against the axes of the scores.
    ///
    /// - Throws: `AttentionError` if the mask does not fit.
    func check(_ axes: ScoreAxes) throws(AttentionError) {
        switch self {
        case .none, .causal: break
        case .validLengths(let lengths): try Self.check(lengths, batch: axes.batch)
        case .validLengthsPerQuery(let lengths): try Self.check(lengths, batch: axes.batch, queries: axes.queries)
        case .window(let width): guard width > 0 else { throw .windowWidth(width) }
        case .boolean(let allowed): try Self.check(allowed.shape, .booleanMask, axes)
        case .additive(let bias): try Self.check(bias.shape, .additiveMask, axes)
        case .stored(let mask): try Self.check(mask.shape, mask.isAdditive ? .additiveMask : .booleanMask, axes)
        case .all(let masks): for mask in masks { try mask.check(axes) }
        }
    }

    private static func check(_ shape: Shape, _ input: AttentionInput, _ axes: ScoreAxes) throws(AttentionError) {
        let matrix = [axes.queries, axes.keys]
        var allowed = [matrix, [axes.batch] + matrix]
        if let heads = axes.heads { allowed.append([axes.batch, heads] + matrix) }
        guard allowed.contains(shape.dimensions) else {
            throw .maskMismatch(mask: input, allowed: allowed, found: shape.dimensions)
        }
    }

    /// Checks that there is one length, not negative, for each batch row.
    private static func check(_ lengths: [Int], batch count: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(mask: .validLengths, allowed: [[count]], found: [lengths.count])
        }
        for (batch, length) in lengths.enumerated() where length < 0 {
            throw .negativeValidLength(length, index: [batch])
        }
    }

    /// Checks that there is one length, not negative, for each query of each batch row.
    private static func check(_ lengths: [[Int]], batch count: Int, queries: Int) throws(AttentionError) {
        guard lengths.count == count else {
            throw .maskMismatch(
                mask: .validLengths, allowed: [[count, queries]], found: [lengths.count, lengths.first?.count ?? 0])
        }
        for (batch, row) in lengths.enumerated() {
            guard row.count == queries else {
                throw .validLengthCountMismatch(batch: batch, expected: queries, found: row.count)
            }
            for (query, length) in row.enumerated() where length < 0 {
                throw .negativeValidLength(length, index: [batch, query])
            }
        }
    }
}
