import Attention
import Tensors

/// Weights computed from queries and keys. They are computed in blocks of rows when they are used, and not stored.
///
///     let map = try ComputedWeights(
///         queries: Operand(contentsOf: "qk.safetensors:q"), keys: Operand(contentsOf: "qk.safetensors:k"), mask: .causal)
public struct ComputedWeights: WeightsSource {
    public var axes: WeightAxes
    let inputs: ComputedInputs
    private let layout: OperandLayout

    /// - Throws: `AttentionError` if operands, parameters or mask do not fit each other; `SourceError` if it is about a file.
    public init(_ inputs: ComputedInputs) throws {
        self.inputs = inputs
        (layout, axes) = try inputs.naming {
            let layout = try inputs.layout()
            return (layout, try inputs.weightAxes(layout))
        }
        // Reports errors of shapes now, before elements are read.
        _ = try inputs.naming { try outline(RowPass()) }
    }

    /// - Parameters:
    ///   - queries: (Q, d), (H, Q, d) or (B, H, Q, d); (B, Q, d) with a mask that has an entry for each batch row.
    ///   - keys: the same with K instead of Q; the number of query heads may be a multiple of the number of key heads.
    ///   - score: the scoring function.
    ///   - mask: the keys that each query may attend to.
    /// - Throws: `AttentionError` if operands, score or mask do not fit each other; `SourceError` if it is about a file.
    public init(
        queries: Operand, keys: Operand, score: any ScoringFunction = ScaledDotProductScore(),
        mask: AttentionMask = .none
    ) throws {
        try self.init(ComputedInputs(queries: queries, keys: keys, score: score, mask: mask))
    }

    public var canMask: Bool { !inputs.mask.isNone }
    public var mask: AttentionMask { inputs.mask }
    public var queriesAreKeyPositions: Bool { inputs.queryOffset != nil }
    /// The names of the axes of queries and keys.
    public var operandAxes: [String] { inputs.axisNames }
    public var hasSinks: Bool { inputs.sinks != nil }
    /// 0, so that light cells always mean little attention, also where no weight drawn is near 0.
    public var smallestColor: Double? { 0 }
    public var residentBytes: Int { inputs.residentBytes }

    public func outline(_ pass: RowPass) throws -> any WeightRows { try weightsOutline(pass) }

    private func weightsOutline(_ pass: RowPass) throws -> AttentionRows {
        try [Float]().withUnsafeBufferPointer { none in
            try AttentionRows(
                layout, queries: none, keys: none, axes: axes, score: inputs.score, mask: inputs.mask,
                fill: inputs.fill, sinks: inputs.sinks, pass: pass)
        }
    }

    /// As `outline`, of the output; nil without values.
    func outputOutline(_ pass: RowPass) throws -> OutputRows? {
        guard let values = layout.values else { return nil }
        return try [Float]().withUnsafeBufferPointer { none in
            try OutputRows(
                weightsOutline(pass), values: none, values, projection: inputs.heads?.outputWeights)
        }
    }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try withRows(.weights, pass, body)
    }

    /// Calls `body` with the scores before mask and softmax.
    ///
    /// - Throws: as `withRows`.
    public func withScores<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try withRows(.scores, pass, body)
    }

    private func withRows<Result>(
        _ stage: AttentionRows.Stage, _ pass: RowPass, _ body: (AttentionRows) throws -> Result
    ) throws -> Result {
        try inputs.naming {
            let (queries, keys, _) = try inputs.projected()
            return try queries.withElements { queryElements in
                try keys.withElements { keyElements in
                    try body(
                        AttentionRows(
                            layout, queries: queryElements, keys: keyElements, axes: axes, score: inputs.score,
                            mask: inputs.mask, fill: inputs.fill, sinks: inputs.sinks, stage: stage, pass: pass))
                }
            }
        }
    }

    /// Calls `body` with the output, the weighted sums of the values: (..., queries, features), or (batch, queries, outputs)
    /// with `ComputedInputs.heads`.
    ///
    /// - Returns: the result of `body`; nil without values.
    /// - Throws: as `withRows`.
    public func withOutput<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result? {
        guard inputs.values != nil else { return nil }
        return try inputs.naming {
            let (queries, keys, values) = try inputs.projected()
            guard let values, let valueLayout = layout.values else { return nil }
            return try queries.withElements { queryElements in
                try keys.withElements { keyElements in
                    try values.withElements { valueElements in
                        let weights = try AttentionRows(
                            layout, queries: queryElements, keys: keyElements, axes: axes, score: inputs.score,
                            mask: inputs.mask, fill: inputs.fill, sinks: inputs.sinks, pass: pass)
                        return try body(
                            OutputRows(
                                weights, values: valueElements, valueLayout, projection: inputs.heads?.outputWeights))
                    }
                }
            }
        }
    }
}
