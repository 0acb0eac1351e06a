import Tensors

/// Weights computed from queries and keys in blocks of query rows.
///
///     scores  = score(queries of the block, all keys)     (rows, K)
///     weights = softmax(mask(scores))                     (rows, K)
///
/// The buffers of the operands must stay valid and unchanged while the rows are used.
public struct AttentionRows: WeightRows, @unchecked Sendable {
    /// The values that the rows hold.
    public enum Stage: Sendable {
        /// The scores before mask and softmax.
        case scores
        case weights
    }

    public let axes: WeightAxes
    let layout: OperandLayout
    let queries: UnsafeBufferPointer<Float>
    let keys: UnsafeBufferPointer<Float>
    let score: any ScoringFunction
    let mask: AttentionMask
    let fill: MaskedFill
    let sinks: [Float]?
    let stage: Stage
    let pass: RowPass
    private let scoreMask: ScoreMask

    /// - Parameters:
    ///   - layout: the heads of the operands and the layout of their elements.
    ///   - queries: the elements of the queries, row-major.
    ///   - keys: the elements of the keys, row-major.
    ///   - axes: the axes of the weights, whose leading axes count B batch rows and H heads in this order; nil for (batch,
    ///     head, query, key).
    ///   - score: the scoring function.
    ///   - mask: the keys that each query may attend to.
    ///   - fill: the score of masked keys.
    ///   - sinks: a logit for each head that joins the softmax of its rows and is dropped; nil for none.
    ///   - stage: whether the rows hold weights or scores.
    ///   - pass: the threads and limits with which `cellKernel` computes.
    /// - Throws: `AttentionError` if the number of features does not fit the score, or the mask or the sinks do not fit the
    ///   operands.
    public init(
        _ layout: OperandLayout, queries: UnsafeBufferPointer<Float>, keys: UnsafeBufferPointer<Float>,
        axes: WeightAxes? = nil, score: any ScoringFunction = ScaledDotProductScore(), mask: AttentionMask = .none,
        fill: MaskedFill = .negativeInfinity, sinks: [Float]? = nil, stage: Stage = .weights,
        pass: RowPass = RowPass()
    ) throws(AttentionError) {
        let (batches, heads) = (layout.batches, layout.heads)
        self.axes =
            axes
            ?? WeightAxes(
                leading: [("batch", batches), ("head", heads)], queryCount: layout.queries.count,
                keyCount: layout.keys.count)
        precondition(
            self.axes.matrixCount == batches * heads && self.axes.queryCount == layout.queries.count
                && self.axes.keyCount == layout.keys.count, "axes of \(self.axes.dimensions)")
        self.layout = layout
        self.queries = queries
        self.keys = keys
        self.score = score
        self.mask = mask
        self.fill = fill
        self.sinks = sinks
        if let sinks, sinks.count != heads { throw .sinkCount(heads: heads, found: sinks.count) }
        self.stage = stage
        self.pass = pass
        scoreMask = try ScoreMask(
            mask,
            over: MaskAxes(
                leading: [("batch", batches), ("head", heads)], queries: layout.queries.count, keys: layout.keys.count))
        // The score checks the numbers of features itself: compute it once, for one query and one key.
        let row = { (features: Int) throws(AttentionError) in
            Tensor(shape: try Shape(ofResult: [1, 1, features]), elements: [Float](repeating: 0, count: features))
        }
        _ = try score.scores(queries: row(layout.queries.features), keys: row(layout.keys.features))
    }

    public var canMask: Bool { stage == .weights && scoreMask.canMask }

    public func memory(rows: Int) -> Int {
        let block = rows * axes.keyCount
        // Scores and weights, the mask and an additive bias, and a packed copy of the keys of a head.
        let bytes = 2 * MemoryLayout<Float>.size + (canMask ? MemoryLayout<Float>.size + 2 : 0)
        return block * bytes + 2 * axes.keyCount * layout.keys.features * MemoryLayout<Float>.size
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let (batch, head) = matrix.quotientAndRemainder(dividingBy: layout.heads)
        let queryRows = try layout.queries.rows(batch: batch, head: head, of: queries)[rows]
        let keyRows = try layout.keys.rows(batch: batch, head: layout.groups.keyHead(of: head), of: keys)
        var scores = try score.scores(queries: queryRows.tensor, keys: keyRows.tensor).elements
        guard stage == .weights else {
            return try RowBlock.with(matrix: matrix, rows: rows, keys: axes.keyCount, weights: scores, body)
        }
        let block = try scoreMask.block([batch, head], queries: rows)
        let deadRows = scores.withUnsafeMutableBufferPointer {
            MaskedSoftmax.normalise($0, keys: axes.keyCount, mask: block, fill: fill, sink: sinks?[head])
        }
        var masked = block.masked
        // With a fill of -1e6, the weights of a row whose keys are all masked are not 0, and are drawn.
        if fill != .negativeInfinity, let count = masked?.count {
            for index in 0..<count where scores[index] != 0 { masked?[index] = false }
        }
        return try RowBlock.with(
            matrix: matrix, rows: rows, keys: axes.keyCount, weights: scores, masks: masked,
            emptyRows: masked == nil ? 0 : deadRows.count, body)
    }
}
