import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Turns raw scores into weights: each row is masked and then normalised by a softmax.
///
///     s[j] = fill               where key j is masked
///            score[j] + bias[j] elsewhere
///     w[j] = exp(s[j] - max s) / sum over i of exp(s[i] - max s)
///
/// The goals, in order of rank:
/// 1. Rows are independent: a NaN or an infinite score changes no other row.
/// 2. The weights of a row are in [0, 1] and sum to 1 within 1e-6, for scores of any size; a masked key has weight
///    exactly 0. The two exceptions are named in `MaskedFill`.
/// 3. A row whose softmax is not defined says so: a NaN or +infinity among the keys that may be attended to, or nothing
///    but -infinity, gives NaN, as in torch.softmax.
public struct MaskedSoftmax: Hashable, Sendable {
    public let mask: AttentionMask
    public let fill: MaskedFill

    public init(mask: AttentionMask = .none, fill: MaskedFill = .negativeInfinity) {
        self.mask = mask
        self.fill = fill
    }

    /// The weights of `scores` of shape (B, [H,] Q, K).
    ///
    /// - Throws: `AttentionError` when the scores have another rank or no keys, or the mask does not fit them.
    public func callAsFunction(_ scores: Tensor) throws(AttentionError) -> MaskedWeights {
        let axes = try ScoreAxes(scores)
        let cells = try mask.cells(over: scores.shape, axes)
        var weights = scores.elements
        var deadRows: [QueryRow] = []
        weights.withUnsafeMutableBufferPointer { weights in
            for index in 0..<axes.rowCount {
                let range = index * axes.keys..<(index + 1) * axes.keys
                let row = UnsafeMutableBufferPointer(rebasing: weights[range])
                for bias in cells.biases {
                    for (key, cell) in bias.layout.cells(ofRow: index).enumerated() { row[key] += bias.elements[cell] }
                }
                let isAlive = normalise(row, masked: cells.masked?.elements[range])
                if !isAlive { deadRows.append(axes.row(index)) }
            }
        }
        return MaskedWeights(
            weights: Tensor(shape: scores.shape, elements: weights), masked: masked(cells, axes, weights: weights),
            deadRows: deadRows)
    }

    /// A bias of at most this hides its key. Models write masks as the most negative number of their type, such as -65504,
    /// or as -10,000: all leave a weight of exactly 0 beside any key without it.
    private static let hidingBias: Float = -10_000

    /// The mask, and the keys that a bias hides so well that they have no weight.
    private func masked(_ cells: MaskCells, _ axes: ScoreAxes, weights: [Float]) -> BooleanTensor? {
        guard let masked = cells.masked, !cells.biases.isEmpty else { return cells.masked }
        var elements = masked.elements
        for index in 0..<axes.rowCount {
            for bias in cells.biases {
                for (key, cell) in bias.layout.cells(ofRow: index).enumerated()
                where bias.elements[cell] <= Self.hidingBias && weights[index * axes.keys + key] == 0 {
                    elements[index * axes.keys + key] = true
                }
            }
        }
        return BooleanTensor(shape: masked.shape, elements: elements)
    }

    /// Replaces the scores of one row by its weights. False when the row has no key to attend to.
    private func normalise(_ row: UnsafeMutableBufferPointer<Float>, masked: ArraySlice<Bool>?) -> Bool {
        guard let masked else {
            Self.softmax(row)
            return true
        }
        var isAlive = false
        for (key, isMasked) in masked.enumerated() {
            if isMasked { row[key] = fill.score } else { isAlive = true }
        }
        guard isAlive || fill != .negativeInfinity else {
            row.update(repeating: 0)
            return false
        }
        Self.softmax(row)
        if fill == .negativeInfinity {
            // Only a row of NaN needs this: its masked keys still have no weight.
            for (key, isMasked) in masked.enumerated() where isMasked { row[key] = 0 }
        }
        return isAlive
    }

    private static func softmax(_ row: UnsafeMutableBufferPointer<Float>) {
        var maximum = -Float.infinity
        for score in row where score > maximum { maximum = score }
        // In double precision the sum of a long row keeps its last digits.
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
