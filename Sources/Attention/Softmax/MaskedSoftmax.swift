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
/// With a sink logit, s has one more element, whose weight is dropped.
///
/// Goals in order of rank:
/// 1. Rows are independent: a NaN or an infinite score changes no other row.
/// 2. The weights of a row are in [0, 1] and sum to 1 within 1e-6 (to less with a sink), for scores of any magnitude; a masked
///    key has weight exactly 0. See `MaskedFill` for rows whose keys are all masked.
/// 3. If the softmax of a row is not defined, its weights are NaN, as in `torch.softmax`: for a NaN or +infinity among the
///    keys that are not masked, or if all of them are -infinity.
public struct MaskedSoftmax: Sendable {
    public let mask: AttentionMask
    public let fill: MaskedFill
    /// A logit for each head that joins the softmax of its rows and is dropped; nil for none. Rows then sum to less than 1.
    public let sinks: [Float]?

    public init(mask: AttentionMask = .none, fill: MaskedFill = .negativeInfinity, sinks: [Float]? = nil) {
        self.mask = mask
        self.fill = fill
        self.sinks = sinks
    }

    /// The weights of `scores` of shape (B, [H,] Q, K).
    ///
    /// - Throws: `AttentionError` if the scores have another rank or no keys, the mask does not fit them, or there is not one
    ///   sink for each head.
    public func callAsFunction(_ scores: Tensor) throws(AttentionError) -> MaskedWeights {
        let axes = try ScoreAxes(scores)
        let scoreMask = try ScoreMask(mask, over: MaskAxes(axes))
        let heads = axes.heads ?? 1
        if let sinks, sinks.count != heads { throw .sinkCount(heads: heads, found: sinks.count) }
        var weights = scores.elements
        var masked: [Bool]? = scoreMask.canMask ? [] : nil
        var deadRows: [QueryRow] = []
        let size = axes.queries * axes.keys
        for matrix in 0..<axes.matrixCount {
            let block = try Self.block(scoreMask, matrix, axes)
            let dead = weights.withUnsafeMutableBufferPointer { weights in
                let part = UnsafeMutableBufferPointer(rebasing: weights[matrix * size..<(matrix + 1) * size])
                return Self.normalise(part, keys: axes.keys, mask: block, fill: fill, sink: sinks?[matrix % heads])
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
            return try mask.block(axes.heads == nil ? [batch] : [batch, head], queries: 0..<axes.queries)
        } catch {
            throw .unreadableMask(reason: "\(error)")
        }
    }

    /// Replaces the scores of a block of rows by their weights.
    ///
    /// - Parameters:
    ///   - scores: (rows, keys), row-major.
    ///   - keys: the number of keys.
    ///   - mask: the mask of the block.
    ///   - fill: the score of masked keys.
    ///   - sink: a logit that joins the softmax of each row; nil for none.
    /// - Returns: the rows whose keys are all masked.
    static func normalise(
        _ scores: UnsafeMutableBufferPointer<Float>, keys: Int, mask: MaskBlock, fill: MaskedFill, sink: Float? = nil
    ) -> [Int] {
        var deadRows: [Int] = []
        for bias in mask.biases {
            for index in scores.indices { scores[index] += bias[index] }
        }
        for row in 0..<(keys > 0 ? scores.count / keys : 0) {
            let range = row * keys..<(row + 1) * keys
            let hasKey = normalise(
                UnsafeMutableBufferPointer(rebasing: scores[range]), masked: mask.masked?[range], fill: fill,
                sink: sink)
            if !hasKey { deadRows.append(row) }
        }
        return deadRows
    }

    /// Replaces the scores of one row by its weights.
    ///
    /// - Returns: false if all keys are masked.
    private static func normalise(
        _ row: UnsafeMutableBufferPointer<Float>, masked: ArraySlice<Bool>?, fill: MaskedFill, sink: Float?
    ) -> Bool {
        guard let masked else {
            softmax(row, sink: sink)
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
        softmax(row, sink: sink)
        if fill == .negativeInfinity {
            // In a row of NaN, masked keys still have weight 0.
            for (key, isMasked) in masked.enumerated() where isMasked { row[key] = 0 }
        }
        return hasKey
    }

    private static func softmax(_ row: UnsafeMutableBufferPointer<Float>, sink: Float?) {
        var maximum = sink ?? -Float.infinity
        for score in row where score > maximum { maximum = score }
        // Summed in double precision, as the rounding errors of a long row in single precision exceed 1e-6.
        var sum = sink.map { Double(exp($0 - maximum)) } ?? 0
        for key in row.indices {
            let exponential = exp(row[key] - maximum)
            row[key] = exponential
            sum += Double(exponential)
        }
        let factor = 1 / sum
        for key in row.indices { row[key] = Float(Double(row[key]) * factor) }
    }
}
