import Attention
import Tensors

/// The inputs of computed attention weights: operands, score, mask and projections.
public struct ComputedInputs: Sendable {
    public var queries: Operand
    public var keys: Operand
    /// The values, for the output; nil for weights without an output.
    public var values: Operand?
    public var score: any ScoringFunction
    public var mask: AttentionMask
    /// The files of the mask, for error messages.
    public var maskPaths = MaskPaths()
    /// The score of masked keys.
    public var fill: MaskedFill
    /// A logit for each head that joins the softmax of its rows and is dropped; nil for none.
    public var sinks: [Float]?
    /// The path of the sinks, for error messages; nil for sinks in memory.
    public var sinksPath: String?
    /// The name of each axis of the operands, which have the same order; nil for the usual order of so many axes.
    public var axes: [HeadLayout.Axis]?
    /// The position of the first query in the sequence of the keys, by which queries are numbered; nil if queries are not
    /// positions of that sequence, and are counted from 0.
    public var queryOffset: Int?
    /// The number of heads to split the features of the operands into; nil does not split.
    public var headCount: Int?
    /// Multi-head attention with learned projections; nil for none.
    public var heads: MultiHeadAttention?
    /// The path of the learned parameters, for error messages; nil for parameters in memory.
    public var parametersPath: String?

    public init(
        queries: Operand, keys: Operand, values: Operand? = nil,
        score: any ScoringFunction = ScaledDotProductScore(), mask: AttentionMask = .none
    ) {
        self.queries = queries
        self.keys = keys
        self.values = values
        self.score = score
        self.mask = mask
        fill = .negativeInfinity
    }

    /// The number of axes of the queries, including an axis of heads that are split off their features.
    var rank: Int { queries.shape.rank + (headCount == nil && heads == nil ? 0 : 1) }

    /// The meaning of the first of three axes.
    private var leadingAxis: HeadLayout.LeadingAxis {
        headCount == nil && heads == nil
            && mask.isForBatches(of: queries.shape, keyCount: keys.shape.dimensions.dropLast().last ?? 0)
            ? .batch : .head
    }

    /// The names of the leading axes of the weights.
    private var leadingNames: [String] {
        if let axes { return axes.filter { $0 == .batch || $0 == .head }.map(\.rawValue) }
        return WeightAxes.leadingNames(rank: rank, leadingAxis: leadingAxis)
    }

    /// The names of the axes of the operands.
    public var axisNames: [String] { axes.map { $0.map(\.rawValue) } ?? leadingNames + ["query", "feature"] }

    /// The axes of the weights.
    ///
    /// - Throws: `AttentionError.queryOffset`.
    func weightAxes(_ layout: OperandLayout) throws(AttentionError) -> WeightAxes {
        var axes = WeightAxes(layout, leading: leadingNames)
        let first = queryOffset ?? 0
        try AttentionMask.check(offset: first)
        axes.queries = NamedAxis(name: "query", positions: axes.queries.positions.map { $0 + first })
        return axes
    }

    /// The numbers of queries and keys of each sequence.
    ///
    /// - Throws: `AttentionError` if the operands do not fit each other or the projections.
    public func counts() throws -> (queries: Int, keys: Int) {
        let layout: OperandLayout = try naming { try self.layout() }
        return (layout.queries.count, layout.keys.count)
    }

    /// The layout of the operands, after projection.
    ///
    /// - Throws: `AttentionError` if the operands do not fit each other or the projections.
    func layout() throws(AttentionError) -> OperandLayout {
        // A tensor without elements may have other axes whose positions are too many to list.
        guard queries.shape.count > 0 || queries.shape.dimensions.last == 0 else {
            throw .emptyAxis(operand: .queries, of: "query", found: queries.shape.dimensions)
        }
        if let heads {
            // Projected operands are (batch, head, n, size).
            let shapes = try heads.projectedShapes(
                queries: queries.shape, keys: keys.shape, values: values?.shape)
            return try OperandLayout(queries: shapes.queries, keys: shapes.keys, values: shapes.values)
        }
        return try OperandLayout(
            queries: queries.shape, keys: keys.shape, values: values?.shape, leadingAxis: leadingAxis,
            heads: headCount, axes: axes)
    }

    /// The operands of the scores: those given, or their projections into heads.
    ///
    /// - Throws: `AttentionError`, `TensorFileError`.
    func projected() throws -> (queries: Operand, keys: Operand, values: Operand?) {
        guard let heads else { return (queries, keys, values) }
        let split = try heads.projected(queries: queries.read(), keys: keys.read(), values: values?.read())
        return (.tensor(split.queries), .tensor(split.keys), split.values.map { .tensor($0) })
    }

    var residentBytes: Int {
        let operands = [queries, keys] + (values.map { [$0] } ?? [])
        // Projected operands are held in memory together with the operands.
        let copies = heads == nil ? 0 : 3
        return operands.reduce(0) { bytes, operand in
            let projected = operand.shape.count.multipliedReportingOverflow(by: copies * MemoryLayout<Float>.size)
            return bytes.addingReportingOverflow(operand.residentBytes + projected.partialValue).partialValue
        }
    }

    /// Calls `body`, and adds the path of the input to its errors.
    ///
    /// - Throws: errors of `body`; an `AttentionError` about an input with a path as a `SourceError`.
    public func naming<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as AttentionError {
            switch error {
            case .indivisibleHeads(.queries, _, _), .indivisibleHeads(.keys, _, _), .indivisibleHeads(.values, _, _):
                // The number of heads is an option, so the error is not about the file.
                throw error
            case .maskMismatch(.validLengths, let allowed, let found)
            where maskPaths.lengths == nil && found.count == 1:
                let (expected, shape) = (allowed.first?.first ?? 1, queries.shape)
                throw WeightsError.lengthCount(
                    expected: expected, batches: shape.rank == 3 && shape[0] > expected ? shape[0] : nil,
                    found: found[0])
            default: break
            }
            guard let path = path(of: error.subject) else { throw error }
            throw SourceError(place: path, error)
        }
    }

    private func path(of subject: AttentionInput?) -> String? {
        switch subject {
        case .queries: queries.path
        case .keys: keys.path
        case .values: values?.path
        case .booleanMask, .additiveMask, .validLengths: maskPaths.path(of: subject)
        case .sinks: sinksPath
        case .parameter: parametersPath
        case .window, .scores, .weights, .first, .second, nil: nil
        }
    }
}
