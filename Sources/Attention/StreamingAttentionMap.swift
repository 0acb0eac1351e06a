import Tensors

/// The attention map of a context that is too long for an n x n matrix: its weights are pooled into cells while they are
/// computed.
///
///     let map = try StreamingAttentionMap(pooling: CellPooling(.maximum))
///     let pooled = try map(queries: queries, keys: keys, mask: .causal)
///
///     cell[I, J] = max or mean of w[i, j] over the queries i and keys j of the cell
///     w[i, j]    = exp(s[i, j]) / sum over kept keys l of exp(s[i, l]),    s = score(queries, keys)
///
/// The weights are those of `AttentionPooling` with the fill of -infinity: before pooling they agree within 1e-6, as long as
/// scores themselves are that exact. Scores are dot products, scaled or not, and masks are lengths, causal or windows, in
/// any combination. For other scores and masks nothing is done in secret: it is the caller's choice to compute all weights
/// and pool them with `PooledAttention(weights:)`.
///
/// - Complexity: O(Q K d) time, less what the mask leaves out; O(Q + K + cells) memory besides the operands.
///
/// Source: M. Milakov, N. Gimelshein, "Online normalizer calculation for softmax", 2018.
public struct StreamingAttentionMap: Sendable {
    /// The factor of the dot products; nil stands for 1 / sqrt(d).
    let scale: Float?
    public let pooling: CellPooling
    /// How many threads share the work; nil for one on each processor. The result is the same, to the last bit.
    public let threads: Int?
    package var instructions = InstructionSet.best

    /// - Throws: `AttentionError.notStreamable` unless the score is `DotProductScore` or `ScaledDotProductScore`, or
    ///   `.threadCount` without a thread.
    public init(
        score: any ScoringFunction = ScaledDotProductScore(), pooling: CellPooling = CellPooling(), threads: Int? = nil
    ) throws(AttentionError) {
        switch score {
        case is DotProductScore: scale = 1
        case let score as ScaledDotProductScore: scale = score.scale
        default: throw .notStreamable(score.name)
        }
        if let threads, threads < 1 { throw .threadCount(threads) }
        self.pooling = pooling
        self.threads = threads
    }

    /// The map of one head.
    ///
    /// - Parameters:
    ///   - queries: (Q, d)
    ///   - keys: (K, d)
    ///   - batch: the batch row that they belong to
    ///   - batchCount: how many batch rows there are
    ///   - mask: with lengths for every batch row
    ///   - crop: the part that is drawn, nil for all; `pooling` counts from its first query and key
    ///   - progress: called now and then, on this thread, with the share of the work that is done, from 0 to 1
    ///   - isCancelled: asked now and then, on this thread
    /// - Throws: `AttentionError` when the operands do not fit each other, the mask or the crop, when the score or the mask
    ///   needs a matrix, when an element is not finite, or `.cancelled`.
    public func callAsFunction(
        queries: FeatureRows, keys: FeatureRows, batch: Int = 0, of batchCount: Int = 1, mask: AttentionMask = .none,
        crop: AttentionCrop? = nil, progress: ((Double) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(AttentionError) -> PooledAttention {
        guard (0..<batchCount).contains(batch) else {
            throw .noSuchHead(axis: "batch row", index: batch, count: batchCount)
        }
        return try pooled(
            HeadOperands(queries: queries, keys: keys, batch: batch, batchCount: batchCount), mask: mask,
            crop: crop ?? AttentionCrop(),
            WorkWatch(progress: progress, isCancelled: isCancelled))
    }

    /// The map of one head of tensors.
    ///
    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d) or (B, H, Q, d)
    ///   - keys: likewise; fewer heads are shared by groups of query heads, see `GroupedQueries`
    ///   - batch: the batch row
    ///   - head: the query head
    ///   - mask: with lengths for every batch row
    ///   - crop: the part that is drawn, nil for all; `pooling` counts from its first query and key
    ///   - progress: called now and then, on this thread, with the share of the work that is done, from 0 to 1
    ///   - isCancelled: asked now and then, on this thread
    /// - Throws: `AttentionError`, as above, or when there is no such batch row or head.
    public func callAsFunction(
        queries: Tensor, keys: Tensor, batch: Int = 0, head: Int = 0, mask: AttentionMask = .none,
        crop: AttentionCrop? = nil, progress: ((Double) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(AttentionError) -> PooledAttention {
        try HeadOperands.withHead(queries: queries, keys: keys, batch: batch, head: head) {
            (operands) throws(AttentionError) in
            try pooled(
                operands, mask: mask, crop: crop ?? AttentionCrop(),
                WorkWatch(progress: progress, isCancelled: isCancelled))
        }
    }
}
