import Attention
import Tensors

/// Weights that exist already, such as those of a file, with a mask: masked weights are hatched in figures and count nowhere.
public struct SourceWithMask: WeightsSource {
    public var axes: WeightAxes
    public let mask: AttentionMask
    public let queriesAreKeyPositions: Bool
    public let canMask: Bool
    private let base: any WeightsSource
    /// The rows of the base, masked, under the axes of this source.
    private let masked: @Sendable (_ rows: any WeightRows, _ axes: WeightAxes) throws -> any WeightRows

    /// - Parameters:
    ///   - base: the weights.
    ///   - mask: the keys that each query may attend to; a bias masks where it is at most `MaskTensor.maskingBias`.
    ///   - queryOffset: the position of the first query in the sequence of the keys, by which queries are numbered; nil to
    ///     keep their numbers.
    ///   - paths: the files of the mask, for error messages.
    /// - Throws: `AttentionError` if the mask does not fit the weights; `SourceError` if it is in a file.
    public init(
        _ base: any WeightsSource, mask: AttentionMask, queryOffset: Int? = nil, paths: MaskPaths = MaskPaths()
    ) throws {
        self.base = base
        self.mask = mask
        axes = base.axes
        if let queryOffset {
            try AttentionMask.check(offset: queryOffset)
            axes.queries = NamedAxis(
                name: axes.queries.name, positions: axes.queries.positions.indices.map { $0 + queryOffset },
                labels: axes.queries.labels)
        }
        queriesAreKeyPositions = queryOffset != nil || base.queriesAreKeyPositions
        canMask = base.canMask || !mask.isNone
        masked = { rows, axes in
            try paths.naming { try MaskedRows(RelabelledRows(base: rows, axes: axes), mask: mask) }
        }
        _ = try masked(AxesOnly(axes: axes), axes)
    }

    /// The weights of a source with more masked keys, under the same axes.
    private init(
        masking base: any WeightsSource, _ masked: @escaping @Sendable (any WeightRows) throws -> any WeightRows
    ) {
        self.base = base
        axes = base.axes
        mask = base.mask
        queriesAreKeyPositions = base.queriesAreKeyPositions
        canMask = true
        self.masked = { rows, axes in try masked(RelabelledRows(base: rows, axes: axes)) }
    }

    /// Weights without the queries that are padding, for statistics: such queries are masked as a whole. Nil if no key is
    /// padding, or queries and keys are not positions of one sequence.
    ///
    /// - Throws: `AttentionError` if the mask does not fit the weights; errors of reading it.
    static func withoutPadding(_ base: any WeightsSource) throws -> SourceWithMask? {
        guard base.queriesAreKeyPositions || base.axes.queries.positions == base.axes.keys.positions,
            let padding = try base.mask.padding(over: MaskAxes(base.axes))
        else { return nil }
        return SourceWithMask(masking: base) { try PaddingRows($0, padding: padding) }
    }

    /// Scores before the softmax, in which the scores that stand for a mask are masked: those of at most
    /// `MaskTensor.maskingBias`.
    static func maskingFills(_ base: any WeightsSource) -> SourceWithMask {
        SourceWithMask(masking: base) { FillMaskedRows($0) }
    }

    public var place: String? { base.place }
    public var maskedValue: Float { base.maskedValue }
    public var hasSinks: Bool { base.hasSinks }
    public var smallestColor: Double? { base.smallestColor }
    public var residentBytes: Int { base.residentBytes }

    public func outline(_ pass: RowPass) throws -> any WeightRows { try masked(base.outline(pass), axes) }

    public func verify() throws { try base.verify() }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try base.withRows(pass) { try body(masked($0, axes)) }
    }
}

/// Rows under axes of the same sizes with other numbers and labels.
private struct RelabelledRows: WeightRows {
    let base: any WeightRows
    let axes: WeightAxes

    var canMask: Bool { base.canMask }
    var rowElements: Int { base.rowElements }

    func memory(rows: Int) -> Int { base.memory(rows: rows) }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        try base.withRows(rows, of: matrix, body)
    }
}
