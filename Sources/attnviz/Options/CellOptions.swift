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
            "Where parts of the keys begin, as the axis counts them: lines across the panels.", valueName: "n,n,..."))
    var splitX: IntegerList?
    @Option(
        help: ArgumentHelp(
            "Where parts of the queries begin, as the axis counts them: lines across the panels.", valueName: "n,n,...")
    )
    var splitY: IntegerList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Names of the parts of --split-x, separated by commas.", valueName: "a,b,..."),
        transform: TextList.init)
    var xSegments: TextList?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Names of the parts of --split-y, separated by commas.", valueName: "a,b,..."),
        transform: TextList.init)
    var ySegments: TextList?
    @Flag(help: "Bars above the panels for the attention that keys receive, at the right for the entropy of queries.")
    var marginals = false
    @Flag(help: "Thin lines between the cells.")
    var gridLines = false
    @Option(
        help: ArgumentHelp(
            "Outline the cell of a query and a key, as the axes count them. May be given several times.",
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

    /// - Parameter positions: those of the whole that the figure shows; nil where it shows all.
    /// - Throws: `FigureError.annotationFormat`; `UsageError` for a position that is not shown.
    func apply(to figure: inout HeatmapGrid, positions: DrawnPositions?) throws {
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        if let splitX {
            let starts = try splitX.values.map { try positions?.place(ofKey: $0, for: "--split-x") ?? $0 }
            figure.x.segments = Self.segments(starts, names: xSegments)
        }
        if let splitY {
            let starts = try splitY.values.map { try positions?.place(ofQuery: $0, for: "--split-y") ?? $0 }
            figure.y.segments = Self.segments(starts, names: ySegments)
        }
        if marginals, let positions, !positions.areAll {
            throw UsageError(
                "--marginals: attention received and entropy are those of all queries and keys; draw all of them, without "
                    + "--crop and without choosing some by --select")
        }
        if marginals { try figure.addMarginals() }
        figure.hasGridLines = gridLines
        figure.marks = try mark.map { mark in
            let (query, key) = (mark.values[0], mark.values[1])
            return CellMark(
                row: try positions?.place(ofQuery: query, for: "--mark") ?? query,
                column: try positions?.place(ofKey: key, for: "--mark") ?? key)
        }
        for axis in [\HeatmapGrid.x, \.y] {
            if let labels { figure[keyPath: axis].shows = labels }
        }
        figure.hasCellTitles = hover
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: figure.page.resolution)
        }
    }

    private static func segments(_ starts: [Int], names: TextList?) -> AxisSegments {
        AxisSegments(starts: starts, names: names?.items ?? [])
    }
}
