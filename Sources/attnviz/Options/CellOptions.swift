import ArgumentParser
import Heatmaps

extension ShownLabels: ExpressibleByArgument {}

/// What stands in the cells and at their positions.
struct CellOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Numbers in the cells: auto, .2f or .0%.", valueName: "format"))
    var annotate: String?
    @Option(help: "Labels of positions: as many as fit, all (the figure grows), or none (default: auto).")
    var labels: ShownLabels?
    @Flag(help: "In an SVG, pointing at a cell shows its query, its key and its value.")
    var hover = false
    @Option(help: ArgumentHelp("Longer labels of positions end in an ellipsis (default: 120pt).", valueName: "length"))
    var labelWidth: Length?

    @Option(
        help: ArgumentHelp(
            "Where parts of the keys begin, counted from 0: lines across the panels.", valueName: "n,n,..."))
    var splitX: IntegerList?
    @Option(
        help: ArgumentHelp(
            "Where parts of the queries begin, counted from 0: lines across the panels.", valueName: "n,n,..."))
    var splitY: IntegerList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Names of the parts of --split-x, separated by commas.", valueName: "a,b,..."))
    var xSegments: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Names of the parts of --split-y, separated by commas.", valueName: "a,b,..."))
    var ySegments: String?
    @Flag(help: "Bars above the panels for the attention that keys receive, at the right for the entropy of queries.")
    var marginals = false
    @Flag(help: "Thin lines between the cells.")
    var gridLines = false
    @Option(
        help: ArgumentHelp(
            "Outline the cell of a query and a key, counted from 0. May be given several times.",
            valueName: "query,key"))
    var mark: [IntegerList] = []

    func validate() throws {
        for mark in mark where mark.values.count != 2 {
            throw ValidationError(
                "--mark needs a query and a key, such as 3,4; found \(mark.values.count) \(mark.values.count == 1 ? "number" : "numbers")."
            )
        }
        for (option, names, starts) in [("x", xSegments, splitX), ("y", ySegments, splitY)] where names != nil {
            guard starts != nil else {
                throw ValidationError("--\(option)-segments names the parts of --split-\(option), which is missing.")
            }
        }
    }

    /// - Throws: `FigureError.annotationFormat`.
    func apply(to figure: inout HeatmapGrid) throws {
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        if let splitX { figure.x.segments = Self.segments(splitX, names: xSegments) }
        if let splitY { figure.y.segments = Self.segments(splitY, names: ySegments) }
        figure.hasMarginals = marginals
        figure.hasGridLines = gridLines
        figure.marks = mark.map { CellMark(query: $0.values[0], key: $0.values[1]) }
        for axis in [\HeatmapGrid.x, \.y] {
            if let labels { figure[keyPath: axis].shows = labels }
        }
        figure.hasCellTitles = hover
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: figure.page.resolution)
        }
    }

    private static func segments(_ starts: IntegerList, names: String?) -> AxisSegments {
        AxisSegments(
            starts: starts.values,
            names: names.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) } ?? [])
    }
}
