import Attention

/// Weights without the queries that are padding, for statistics: such queries are masked as a whole.
struct SourceWithoutPadding: WeightsSource {
    var axes: WeightAxes
    private let base: any WeightsSource
    /// The keys that no query may attend to.
    private let padding: AttentionMask

    /// Nil if no key is padding, or queries and keys are not positions of one sequence.
    ///
    /// - Throws: `AttentionError` if the mask does not fit the weights; errors of reading it.
    init?(_ base: any WeightsSource) throws {
        guard base.queriesAreKeyPositions || base.axes.queries.positions == base.axes.keys.positions,
            let padding = try base.mask.padding(over: MaskAxes(base.axes))
        else { return nil }
        self.padding = padding
        self.base = base
        axes = base.axes
    }

    var place: String? { base.place }
    var canMask: Bool { true }
    var maskedValue: Float { base.maskedValue }
    var hasSinks: Bool { base.hasSinks }
    var mask: AttentionMask { base.mask }
    var queriesAreKeyPositions: Bool { base.queriesAreKeyPositions }
    var residentBytes: Int { base.residentBytes }

    func outline(_ pass: RowPass) throws -> any WeightRows { try padded(base.outline(pass)) }

    func verify() throws { try base.verify() }

    func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try base.withRows(pass) { try body(padded($0)) }
    }

    private func padded(_ rows: any WeightRows) throws -> any WeightRows {
        try PaddingRows(rows, padding: padding)
    }
}
