import Attention
import Heatmaps
import TensorFiles
import Tensors

/// Weights with named axes on their way to a figure: their tokens are checked, chosen and merged along with them.
struct WeightsFigure {
    var weights: NamedTensor
    /// Not 0 where a cell is masked, with the axes of the weights; nil without a mask.
    var masked: NamedTensor?
    var notes: [String] = []
    /// The tokens of the keys, as they are shown.
    private(set) var keyTokens: [String]?
    private var queryTokens: [String]?
    private var showsAll = false
    private let pooling: PoolingRule
    /// The cells that `weights` are; nil where a cell is one query and one key.
    private let cells: CellGrid?
    /// The positions that are drawn, where cells stand for several of them.
    private let pooled: (queries: Range<Int>, keys: Range<Int>)?

    /// - Parameters:
    ///   - weights: the part that is drawn; its `query` and `key` axes know their positions in the whole.
    ///   - whole: how many queries and keys the tokens are for.
    ///   - pooled: the positions that `weights` stand for when they were pooled, as `cells` says.
    /// - Throws: `DataError` when there is another number of tokens.
    init(
        _ weights: NamedTensor, masked: NamedTensor? = nil, whole: (queries: Int, keys: Int),
        tokens: (keys: TokenOptions.Source?, queries: TokenOptions.Source?), options: TokenOptions,
        pooling: PoolingRule, cells: CellGrid? = nil, pooled: (queries: Range<Int>, keys: Range<Int>)? = nil
    ) throws {
        self.weights = weights
        self.pooling = pooling
        self.cells = cells
        self.pooled = pooled
        self.masked = masked
        // Weights without such an axis have an error of their own, when their figure is made.
        let (keys, queries) = (try? positions(along: "key"), try? positions(along: "query"))
        showsAll = keys?.count == whole.keys && queries?.count == whole.queries
        keyTokens = try Self.chosen(tokens.keys, keys, along: "key", count: whole.keys)
        queryTokens = try Self.chosen(tokens.queries, queries, along: "query", count: whole.queries)
        if options.mergeSubwords { try mergeSubwords() }
        keyTokens = keyTokens.map(options.shown)
        queryTokens = queryTokens.map(options.shown)
        if self.masked == nil, cells?.size.isOne != false,
            let note = try Self.transpositionNote(self.weights)
        {
            notes.append(note)
        }
    }

    /// The tokens of the positions that are drawn.
    private static func chosen(
        _ source: TokenOptions.Source?, _ positions: [Int]?, along axis: String, count: Int
    ) throws -> [String]? {
        guard let source else { return nil }
        guard source.tokens.count == count else {
            throw DataError(
                "\(source.name): expected \(count) tokens, one for each \(axis), found \(source.tokens.count)")
        }
        return positions.map { $0.map { source.tokens[$0] } }
    }

    private mutating func mergeSubwords() throws {
        guard let keyTokens, let queryTokens else {
            throw UsageError("--merge-subwords needs the tokens of both axes; give them with --tokens.")
        }
        let (queries, keys) = (SubwordGroups(queryTokens), SubwordGroups(keyTokens))
        weights = try weights.mergingWords(queries: queries, keys: keys)
        // A word is masked where all its pieces are: where the part that is not masked sums to 0.
        masked = try masked.map { mask in
            let open = mask.replacingValues(by: mask.tensor.map { $0 == 0 ? 1 : 0 })
            let merged = try open.mergingWords(queries: queries, keys: keys)
            return merged.replacingValues(by: merged.tensor.map { $0 == 0 ? 1 : 0 })
        }
        self.keyTokens = keys.words
        self.queryTokens = queries.words
    }

    /// Attention weights sum to 1 over the keys. When they do so over the other axis, rows are probably keys.
    private static func transpositionNote(_ weights: NamedTensor) throws -> String? {
        guard let view = try? weights.movingToEnd(["query", "key"]) else { return nil }
        return view.tensor.looksTransposed
            ? "the columns sum to 1 and the rows do not: if the rows are keys, --transpose puts it right" : nil
    }

    func figure(columns: Int?) throws -> HeatmapGrid {
        var figure = try HeatmapGrid(weights, rowAxis: "query", columnAxis: "key", masked: masked, columns: columns)
        figure.poolingRule = pooling
        if let cells { figure.cellGrid = cells }
        figure.x = HeatmapAxis(label: "Keys", positionName: "key", labels: try labels(keyTokens, along: "key"))
        figure.y = HeatmapAxis(label: "Queries", positionName: "query", labels: try labels(queryTokens, along: "query"))
        return figure
    }

    /// What is drawn of the whole.
    var drawn: DrawnPositions {
        get throws {
            DrawnPositions(
                queries: try positions(along: "query"), keys: try positions(along: "key"), areAll: showsAll)
        }
    }

    /// The positions that are drawn of the whole.
    private func positions(along axis: String) throws -> [Int] {
        if let pooled { return Array(axis == "key" ? pooled.keys : pooled.queries) }
        return try weights.axes[weights.index(of: axis)].positions
    }

    /// Tokens, or positions where a part of the axis is drawn.
    private func labels(_ tokens: [String]?, along axis: String) throws -> AxisLabels {
        if let tokens { return .tokens(tokens) }
        return AxisLabels(try positions(along: axis))
    }
}

extension NamedTensor {
    /// Weights between words; the merged axes count words.
    fileprivate func mergingWords(queries: SubwordGroups, keys: SubwordGroups) throws -> NamedTensor {
        let view = try movingToEnd(["query", "key"])
        let merged = try SubwordGroups.merge(view.tensor, queries: queries, keys: keys)
        let axes =
            view.axes.dropLast(2) + [
                Axis(name: "query", positions: Array(queries.words.indices)),
                Axis(name: "key", positions: Array(keys.words.indices)),
            ]
        return try NamedTensor(merged, axes: Array(axes), fixed: fixed)
    }
}
