import Attention
import Heatmaps
import Tensors

/// The distances between the heads of two sources, as a table and as JSON:
/// `{"shape":[...],"metrics":{"total_variation":[...],...}}`, with a nested array for each leading axis.
public struct ComparisonReport: Encodable, Sendable {
    public let comparison: AttentionComparison
    public let heads: HeadIndex

    /// - Parameters:
    ///   - first: the weights A.
    ///   - part: the part of A to compare.
    ///   - second: the weights B.
    ///   - secondPart: the part of B to compare, of the same shape as that of A.
    ///   - pass: threads and memory limit.
    /// - Throws: as `WeightsSource.withRows(of:)`; `AttentionError` for different shapes, and for negative or infinite weights.
    public init(
        _ first: any WeightsSource, part: WeightsPart = WeightsPart(), with second: any WeightsSource,
        otherPart secondPart: WeightsPart = WeightsPart(), pass: RowPass = RowPass()
    ) throws {
        // Blocks of both are in memory at once, as for a figure of the difference. Parts of different shapes have none.
        let first: any WeightsSource = try first.withoutPadding() ?? first
        let second: any WeightsSource = try second.withoutPadding() ?? second
        let both = try? DifferenceWeights(first, part: part, minus: second, otherPart: secondPart)
        let pass = try both.map { try MemoryPlan($0, WeightsPart()).fitting(pass) } ?? pass
        (heads, comparison) = try first.withRows(of: part, pass) { one in
            try second.withRows(of: secondPart, pass) { other in
                (HeadIndex(one.axes, comparedWith: other.axes), try AttentionComparison(one, other, pass: pass))
            }
        }
    }

    /// The report of weights that are not read, with zeros as values, see `HeadReport.init(outlineOf:)`.
    ///
    /// - Throws: `WeightsError.shapesDiffer`; `AxisError` and `WeightsError` for a part that does not exist.
    public init(
        outlineOf first: any WeightsSource, part: WeightsPart = WeightsPart(), with second: any WeightsSource,
        otherPart secondPart: WeightsPart = WeightsPart()
    ) throws {
        _ = try DifferenceWeights(first, part: part, minus: second, otherPart: secondPart)
        let (one, other) = (try part.axes(of: first.axes), try secondPart.axes(of: second.axes))
        (heads, comparison) = (HeadIndex(one, comparedWith: other), AttentionComparison(unmeasured: one))
    }

    private enum Key: CodingKey {
        case shape, positions, metrics
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let metrics = HeadDistance.allCases.map { ($0.rawValue, heads.nested($0.values(of: comparison))) }
        try container.encode(heads.shape, forKey: .shape)
        try container.encodeIfPresent(heads.positions, forKey: .positions)
        try container.encode(Dictionary(uniqueKeysWithValues: metrics), forKey: .metrics)
    }

    /// A row for each head.
    public var table: TextTable {
        var table = TextTable(header: heads.header + HeadDistance.allCases.map(\.rawValue))
        for head in comparison.totalVariation.indices {
            let distances = HeadDistance.allCases.map { TextTable.Cell.number($0.values(of: comparison)[head]) }
            table.add(heads.cells(head) + distances)
        }
        return table
    }

    /// A heatmap of one distance, layers by heads.
    ///
    /// - Throws: `WeightsError.tooManyHeadAxes`, `FigureError`.
    public func figure(_ distance: HeadDistance) throws -> HeatmapGrid {
        let values = distance.values(of: comparison)
        let heatmap = try HeadFigure(heads.comparedAxes, showsLabels: true)
        var figure = try heatmap.grid([(nil, values)], columns: 1)
        figure.alternativeText = heatmap.description([(distance.title, values)])
        figure.titles.figure = distance.title
        figure.colorbar.label = distance.label
        figure.colors.minimum = 0
        return figure
    }
}
