import Attention
import Tensors

/// The metrics and patterns of all heads, as a table and as JSON:
/// `{"shape":[...],"metrics":{"entropy":[...]},"patterns":[...]}`, with a nested array for each leading axis.
///
///     let report = try HeadReport(StoredWeights(contentsOf: "attentions.npy"))
///     print(report.table.text())
public struct HeadReport: Encodable, Sendable {
    public let statistics: AttentionStatistics
    public let heads: HeadIndex
    private let hasPadding: Bool
    private let hasSinks: Bool

    /// - Parameters:
    ///   - source: the weights.
    ///   - part: the part to measure. Queries whose own key is masked for all queries are padding, and left out.
    ///   - separators: the tokens whose share of attention is measured as well; nil for none.
    ///   - pass: threads and memory limit.
    /// - Throws: as `WeightsSource.withRows(of:)`; `SourceError` for negative or infinite weights; `WeightsError` if no key is
    ///   a separator.
    public init(
        _ source: any WeightsSource, part: WeightsPart = WeightsPart(), separators: [String]? = nil,
        pass: RowPass = RowPass()
    ) throws {
        _ = try Self(outlineOf: source, part: part, separators: separators)
        let unpadded = try source.withoutPadding()
        let source: any WeightsSource = unpadded ?? source
        hasPadding = unpadded != nil
        hasSinks = source.hasSinks
        let pass = try MemoryPlan(source, part).fitting(pass)
        (heads, statistics) = try source.withRows(of: part, pass) { rows in
            let indices = try separators.map { try Self.indices(of: $0, among: rows.axes.keys.labels) }
            return (
                HeadIndex(rows.axes),
                try AttentionStatistics(rows, separators: indices, hasPadding: unpadded != nil, pass: pass)
            )
        }
    }

    /// The report of weights that are not read, with zeros as values: its table and figures have the shapes of those of the
    /// report, so that what they cannot show is an error before the work.
    ///
    /// - Throws: `WeightsError` if no key is a separator; `AxisError` and `WeightsError` for a part that does not exist.
    public init(
        outlineOf source: any WeightsSource, part: WeightsPart = WeightsPart(), separators: [String]? = nil
    ) throws {
        let axes = try source.naming { try part.axes(of: source.axes) }
        if let separators { _ = try Self.indices(of: separators, among: axes.keys.labels) }
        (heads, statistics) = (
            HeadIndex(axes), AttentionStatistics(unmeasured: axes, hasSeparators: separators != nil)
        )
        (hasPadding, hasSinks) = (false, source.hasSinks)
    }

    private static func indices(of words: [String], among tokens: [String]?) throws(WeightsError) -> [Int] {
        guard let tokens else { throw .separatorsWithoutTokens }
        let indices = tokens.indices.filter { words.contains(tokens[$0]) }
        guard !indices.isEmpty else { throw .noSeparators(words) }
        return indices
    }

    private enum Key: CodingKey {
        case shape, positions, metrics, patterns
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let metrics = self.metrics.map { ($0.name.rawValue, heads.nested($0.values)) }
        try container.encode(heads.shape, forKey: .shape)
        try container.encodeIfPresent(heads.positions, forKey: .positions)
        try container.encode(Dictionary(uniqueKeysWithValues: metrics), forKey: .metrics)
        try container.encode(heads.nested(statistics.heads.map(\.pattern.rawValue)), forKey: .patterns)
    }

    /// The metrics that were measured.
    private var metrics: [(name: HeadMetric, values: [Double])] {
        HeadMetric.allCases.compactMap { metric in statistics.values(of: metric).map { (metric, $0) } }
    }

    /// A row for each head.
    public var table: TextTable {
        let metrics = self.metrics
        var table = TextTable(header: heads.header + metrics.map(\.name.rawValue) + ["pattern", "rule"])
        for (index, head) in statistics.heads.enumerated() {
            let cells = metrics.map { TextTable.Cell.number($0.values[index]) }
            let words = [TextTable.Cell.word(head.pattern.rawValue), .word(head.pattern.rule)]
            table.add(heads.cells(index) + cells + words)
        }
        return table
    }

    /// Notes on rows that are not the result of a softmax.
    public var notes: [HeadNote] {
        var notes: [HeadNote] = []
        let skipped = statistics.heads.reduce(0) { $0 + $1.skippedQueries }
        if skipped > 0 { notes.append(hasPadding ? .paddingQueries(skipped) : .skippedQueries(skipped)) }
        let unsound = statistics.heads.count { $0.largestRowError > 1e-3 }
        if unsound > 0, !hasSinks { notes.append(.rowsNotOne(heads: unsound)) }
        return notes
    }

    /// Heatmaps of metrics, layers by heads. Several metrics have a colour scale each.
    ///
    /// - Parameters:
    ///   - wanted: the metrics; nil for all that were measured.
    ///   - columns: the number of panels in a row.
    /// - Throws: `WeightsError.noMetric`, `.tooManyHeadAxes`; `FigureError`.
    public func figure(_ wanted: [HeadMetric]? = nil, columns: Int = 4) throws -> HeatmapGrid {
        try FigureQuantity.panelColumns.check(Double(columns))
        let panels = (wanted ?? HeadMetric.allCases).compactMap { metric in
            statistics.values(of: metric).map { (metric, $0) }
        }
        guard !panels.isEmpty else { throw WeightsError.noMetric }
        let isSingle = panels.count == 1
        let heatmaps = try HeadFigure(heads.axes)
        var figure = try heatmaps.grid(
            panels.map { metric, values in (isSingle ? nil : metric.title, values) }, columns: columns)
        figure.alternativeText = heatmaps.description(panels.map { ($0.title, $1) })
        if isSingle, let metric = panels.first?.0 {
            figure.titles.figure = metric.title
            figure.colorbar.label = metric.label
        }
        // Metrics have different units: nats, tokens and shares.
        figure.colors.sharing = isSingle ? .shared : .panel
        figure.colors.minimum = 0
        return figure
    }
}

/// A note on the weights of a `HeadReport`.
public enum HeadNote: Hashable, Sendable {
    /// The number of queries that are left out of the means, as they have no weights or a NaN.
    case skippedQueries(Int)
    /// The number of queries that are left out of the means, as their own keys are masked for all queries, or they have no
    /// weights.
    case paddingQueries(Int)
    /// The number of heads with rows that do not sum to 1.
    case rowsNotOne(heads: Int)
}

extension HeadNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .skippedQueries(let count):
            "\(count) \(count == 1 ? "query has" : "queries have") no weights, or NaN among them, and "
                + "\(count == 1 ? "does" : "do") not count in the means"
        case .paddingQueries(let count):
            "\(count) \(count == 1 ? "query is" : "queries are") padding or without weights, and "
                + "\(count == 1 ? "does" : "do") not count in the means"
        case .rowsNotOne(let heads):
            "rows of \(heads) \(heads == 1 ? "head does" : "heads do") not sum to 1: "
                + "the metrics are defined for weights after the softmax"
        }
    }
}
