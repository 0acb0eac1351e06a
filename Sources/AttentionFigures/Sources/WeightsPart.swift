import Attention
import Tensors

/// A part of the weights of a source: first positions are selected, then axes are reduced, then subword tokens are merged.
public struct WeightsPart: Sendable {
    /// Positions along named axes; a single position drops its axis, except `query` and `key`.
    public var selection: AxisSelection
    /// The reductions of leading axes, in this order.
    public var reductions: [AxisReduction]
    /// The range of queries; nil for all, or those that `selection` chooses.
    public var queries: PositionRange?
    /// The range of keys; nil for all, or those that `selection` chooses. The softmax still runs over all keys.
    public var keys: PositionRange?
    /// Whether to merge the subword tokens of each word, see `MergedRows`.
    public var mergesWords: Bool

    public init(
        selection: AxisSelection = .all, reductions: [AxisReduction] = [], queries: PositionRange? = nil,
        keys: PositionRange? = nil, mergesWords: Bool = false
    ) {
        self.selection = selection.keeping(["query", "key"])
        self.reductions = reductions
        self.queries = queries
        self.keys = keys
        self.mergesWords = mergesWords
    }

    /// The rows of the part of `base`.
    ///
    /// - Throws: `AxisError` if an axis is unknown or a position is outside it; `WeightsError` for ranges outside an axis, a
    ///   reduction of queries or keys, and missing tokens.
    public func rows(of base: any WeightRows) throws -> any WeightRows {
        for (axis, range) in [("query", queries), ("key", keys)] where range != nil {
            if selection.choices.contains(where: { $0.axis == axis }) { throw WeightsError.chosenTwice(axis: axis) }
        }
        let axes = base.axes
        var rows: any WeightRows = try SelectedRows(
            base, selection, queries: queries?.resolved("queries", along: axes.queries),
            keys: keys?.resolved("keys", along: axes.keys))
        for reduction in reductions {
            if ["query", "key"].contains(reduction.axis) { throw WeightsError.reducedMatrixAxis(reduction) }
            rows = try ReducedRows(rows, reduction)
        }
        guard mergesWords else { return rows }
        guard let queryTokens = rows.axes.queries.labels, let keyTokens = rows.axes.keys.labels else {
            throw WeightsError.missingTokens
        }
        // The encoding is that of all tokens, also where a few of them are drawn.
        return try MergedRows(
            rows,
            queries: SubwordGroups(queryTokens, encoding: TokenEncoding(axes.queries.allLabels ?? queryTokens)),
            keys: SubwordGroups(keyTokens, encoding: TokenEncoding(axes.keys.allLabels ?? keyTokens)))
    }

    /// The axes of the part, for weights with the given axes.
    ///
    /// - Throws: as `rows(of:)`.
    public func axes(of axes: WeightAxes) throws -> WeightAxes { try rows(of: AxesOnly(axes: axes)).axes }

    /// What the tokens of the part are not used for.
    ///
    /// - Throws: as `rows(of:)`.
    public func tokenNotes(of axes: WeightAxes) throws -> [TokenNote] {
        let part = try self.axes(of: axes)
        var notes: [TokenNote] = []
        if part.queries.batchLabels != nil || part.keys.batchLabels != nil { notes.append(.differInBatch) }
        if mergesWords {
            var tokens = self
            tokens.mergesWords = false
            let unmerged = try tokens.axes(of: axes)
            if part.queryCount == unmerged.queryCount, part.keyCount == unmerged.keyCount {
                notes.append(.nothingMerged)
            }
        }
        return notes
    }

    /// Whether the part has all queries and all keys.
    func drawsAll(of axes: WeightAxes) throws -> Bool {
        let part = try self.axes(of: axes)
        let whole = try WeightsPart(mergesWords: mergesWords).axes(of: axes)
        return part.queries.positions == whole.queries.positions
            && part.keys.positions == whole.keys.positions
    }
}

/// Rows without weights, to determine the axes of a part.
struct AxesOnly: WeightRows {
    let axes: WeightAxes
    var canMask: Bool { false }

    func memory(rows: Int) -> Int { 0 }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        preconditionFailure("axes have no rows")
    }
}
