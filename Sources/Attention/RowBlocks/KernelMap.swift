import Tensors

/// The attention map of one head, pooled into cells by the C kernel while the weights are computed.
///
///     cell[I, J] = max or mean of w[i, j] over the queries i and keys j of the cell
///     w[i, j]    = exp(s[i, j]) / sum over kept keys l of exp(s[i, l]),    s = factor queries keysᵀ
///
/// Before pooling, the weights agree with those of `AttentionRows` with a fill of -infinity within 1e-6, provided that the
/// rounding errors of the scores are smaller than that.
///
/// - Complexity: O(Q K d) time, without the masked keys; O(Q + K + cells) memory besides the operands.
///
/// Source: M. Milakov, N. Gimelshein, "Online normalizer calculation for softmax", 2018.
struct KernelMap: Sendable {
    /// The factor of the dot products; nil stands for 1 / sqrt(d).
    let scale: Float?
    let rule: PoolingRule
    let size: CellSize
    /// The number of threads; nil for one per processor. The result does not depend on it.
    let threads: Int?
    var instructions = InstructionSet.best

    /// Nil unless the score is a dot product or a scaled dot product.
    init?(score: any ScoringFunction, rule: PoolingRule = .maximum, size: CellSize = 1, threads: Int? = nil) {
        switch score {
        case is DotProductScore: scale = 1
        case let score as ScaledDotProductScore: scale = score.scale
        default: return nil
        }
        self.rule = rule
        self.size = size
        self.threads = threads.map { max(1, $0) }
    }

    /// - Parameters:
    ///   - queries: (Q, d)
    ///   - keys: (K, d)
    ///   - batch: the index of their batch row.
    ///   - batchCount: the number of batch rows.
    ///   - mask: a mask that keeps a range of keys for each query.
    ///   - crop: the part of the map to compute, nil for all; cells are counted from its first query and key.
    ///   - progress: called repeatedly on the calling thread with the share of the work that is done, from 0 to 1.
    ///   - isCancelled: called repeatedly on the calling thread; true stops the work.
    /// - Throws: `AttentionError` if the operands do not fit each other, the mask or the crop, `.notFinite`,
    ///   `.scoresOverflow`, `.outOfMemory`, `.cancelled`.
    func callAsFunction(
        queries: FeatureRows, keys: FeatureRows, batch: Int = 0, of batchCount: Int = 1, mask: AttentionMask = .none,
        crop: AttentionCrop? = nil, progress: ((Double) -> Void)? = nil, isCancelled: (() -> Bool)? = nil
    ) throws(AttentionError) -> AttentionMap {
        guard (0..<batchCount).contains(batch) else {
            throw .noSuchHead(axis: "batch row", index: batch, count: batchCount)
        }
        return try pooled(
            HeadOperands(queries: queries, keys: keys, batch: batch, batchCount: batchCount), mask: mask,
            crop: crop ?? AttentionCrop(), ProgressMonitor(progress: progress, isCancelled: isCancelled))
    }
}

/// The queries and keys of one head, and its batch row.
struct HeadOperands {
    let queries: FeatureRows
    let keys: FeatureRows
    var batch = 0
    var batchCount = 1
}

/// Reports progress to the caller, who may cancel the work.
struct ProgressMonitor {
    let progress: ((Double) -> Void)?
    let isCancelled: (() -> Bool)?

    /// - Parameter share: the share of the work that is done, from 0 to 1.
    /// - Returns: false if the work is cancelled.
    func report(_ share: Double) -> Bool {
        progress?(share)
        return !(isCancelled?() ?? false)
    }
}
