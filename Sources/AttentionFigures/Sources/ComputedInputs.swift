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
    /// The path of the mask, for error messages; nil for a mask in memory.
    public var maskPath: String?
    /// The path of the valid lengths, for error messages; nil for lengths in memory.
    public var lengthsPath: String?
    /// The score of masked keys.
    public var fill: MaskedFill
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
    var leadingAxis: HeadLayout.LeadingAxis {
        headCount == nil && heads == nil && mask.isForBatches(of: queries.shape) ? .batch : .head
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
            heads: headCount)
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
            case .maskMismatch(.validLengths, let allowed, let found) where lengthsPath == nil && found.count == 1:
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
        case .booleanMask, .additiveMask: maskPath
        case .validLengths: lengthsPath
        case .parameter: parametersPath
        case .window, .scores, .weights, .first, .second, nil: nil
        }
    }
}
