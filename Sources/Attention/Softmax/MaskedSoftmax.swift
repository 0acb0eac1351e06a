import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Computes weights from raw scores: a mask, then a softmax along each row.
///
///     s[j] = fill               where key j is masked
///            score[j] + bias[j] elsewhere
///     w[j] = exp(s[j] - max s) / sum over i of exp(s[i] - max s)
///
/// Goals in order of rank:
/// 1. Rows are independent: a NaN or an infinite score changes no other row.
/// 2. The weights of a row are in [0, 1] and sum to 1 within 1e-6, for scores of any magnitude; a masked key has weight
///    exactly 0. See `MaskedFill` for rows whose keys are all masked.
/// 3. If the softmax of a row is not defined, its weights are NaN, as in `torch.softmax`: for a NaN or +infinity among the
///    keys that are not masked, or if all of them are -infinity.
public struct MaskedSoftmax: Sendable {
    public let mask: AttentionMask
    public let fill: MaskedFill

    public init(mask: AttentionMask = .none, fill: MaskedFill = .negativeInfinity) {
        self.mask = mask
        self.fill = fill
    }

    /// The weights of `scores` of shape (B, [H,] Q, K).
    ///
    /// - Throws: `AttentionError` if the scores have another rank or no keys, or the mask does not fit them.
    public func callAsFunction(_ scores: Tensor) throws(AttentionError) -> MaskedWeights {
        let axes = try ScoreAxes(scores)
        let scoreMask = try ScoreMask(mask, over: axes)
        var weights = scores.elements
        var masked: [Bool]? = scoreMask.canMask ? [] : nil
        var deadRows: [QueryRow] = []
        let size = axes.queries * axes.keys
        for matrix in 0..<axes.matrixCount {
            var block = try Self.block(scoreMask, matrix, axes)
            let dead = weights.withUnsafeMutableBufferPointer { weights in
                let part = UnsafeMutableBufferPointer(rebasing: weights[matrix * size..<(matrix + 1) * size])
                return Self.normalise(part, keys: axes.keys, mask: &block, fill: fill)
            }
            deadRows += dead.map { axes.row(matrix * axes.queries + $0) }
            masked?.append(contentsOf: block.masked ?? [])
        }
        return MaskedWeights(
            weights: Tensor(shape: scores.shape, elements: weights),
            masked: masked.map { BooleanTensor(shape: scores.shape, elements: $0) }, deadRows: deadRows)
    }

    private static func block(
        _ mask: ScoreMask, _ matrix: Int, _ axes: ScoreAxes
    ) throws(AttentionError) -> MaskBlock {
        let (batch, head) = matrix.quotientAndRemainder(dividingBy: axes.heads ?? 1)
        do {
            return try mask.block(batch: batch, head: head, queries: 0..<axes.queries)
        } catch {
            throw .unreadableMask(reason: "\(error)")
        }
    }

    /// A key whose bias is at most this and whose weight is 0 counts as masked. Models write masks as -10,000 or as the most
    /// negative number of their type, such as -65504; next to a key without such a bias the weight is exactly 0.
    private static let maskingBias: Float = -10_000

    /// Replaces the scores of a block of rows by their weights, and adds the keys that are masked by a bias to the mask.
    ///
    /// - Parameters:
    ///   - scores: (rows, keys), row-major.
    ///   - keys: the number of keys.
    ///   - mask: the mask of the block.
    ///   - fill: the score of masked keys.
    /// - Returns: the rows whose keys are all masked.
    static func normalise(
        _ scores: UnsafeMutableBufferPointer<Float>, keys: Int, mask: inout MaskBlock, fill: MaskedFill
    ) -> [Int] {
        var deadRows: [Int] = []
        for bias in mask.biases {
            for index in scores.indices { scores[index] += bias[index] }
        }
        for row in 0..<(keys > 0 ? scores.count / keys : 0) {
            let range = row * keys..<(row + 1) * keys
            let hasKey = normalise(
                UnsafeMutableBufferPointer(rebasing: scores[range]), masked: mask.masked?[range], fill: fill)
            if !hasKey { deadRows.append(row) }
        }
        if mask.masked != nil {
            for bias in mask.biases {
                for index in bias.indices where bias[index] <= maskingBias && scores[index] == 0 {
                    mask.masked?[index] = true
                }
            }
        }
        return deadRows
    }

    /// Replaces the scores of one row by its weights.
    ///
    /// - Returns: false if all keys are masked.
    private static func normalise(
        _ row: UnsafeMutableBufferPointer<Float>, masked: ArraySlice<Bool>?, fill: MaskedFill
    ) -> Bool {
        guard let masked else {
            softmax(row)
            return true
        }
        var hasKey = false
        for (key, isMasked) in masked.enumerated() {
            if isMasked { row[key] = fill.score } else { hasKey = true }
        }
        guard hasKey || fill != .negativeInfinity else {
            row.update(repeating: 0)
            return false
        }
        softmax(row)
        if fill == .negativeInfinity {
            // In a row of NaN, masked keys still have weight 0.
            for (key, isMasked) in masked.enumerated() where isMasked { row[key] = 0 }
        }
        return hasKey
    }

    private static func softmax(_ row: UnsafeMutableBufferPointer<Float>) {
        var maximum = -Float.infinity
        for score in row where score > maximum { maximum = score }
        // Summed in double precision, as the rounding errors of a long row in single precision exceed 1e-6.
        var sum = 0.0
        for key in row.indices {
            let exponential = exp(row[key] - maximum)
            row[key] = exponential
            sum += Double(exponential)
        }
        let factor = 1 / sum
        for key in row.indices { row[key] = Float(Double(row[key]) * factor) }
    }
}
