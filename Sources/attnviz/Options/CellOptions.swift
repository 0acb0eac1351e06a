import ArgumentParser
import AttentionFigures
import Heatmaps

extension ShownLabels: ExpressibleByArgument {}

/// Numbers in the cells, labels of positions, and marks on the panels.
struct CellOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Numbers in the cells: auto (decimals as the range of the values needs), or a format of Python: .2f, .0%, .1e, \
            .3g, d (whole numbers), with + for signs and , between thousands. The colorbar has the same format.
            """, valueName: "format"))
    var annotate: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Write numbers only into cells whose value is larger than this.", valueName: "value"))
    var annotateAbove: Double?
    @Option(
        help: ArgumentHelp(
            """
            Texts to write into the cells instead of numbers, as many as the map has cells, in the order of its file (--transpose turns both): CSV or TSV for one panel, nested \
            lists in JSON for several. An empty text is none.
            """, valueName: "file"))
    var cellTexts: String?
    @Option(help: "Label as many positions as fit (auto), all (the figure grows), or none (default: auto).")
    var labels: ShownLabels?
    @Flag(help: "In an SVG, show query, key and value of the cell under the pointer.")
    var hover = false
    @Option(help: ArgumentHelp("Shorten labels of positions to this width (default: 120pt).", valueName: "length"))
    var labelWidth: Length?

    @Option(
        help: ArgumentHelp(
            "Draw a line before these keys, numbered as on the axis, to divide the axis into parts.",
            valueName: "n,n,..."))
    var splitX: IntegerList?
    @Option(
        help: ArgumentHelp(
            "Draw a line before these queries, numbered as on the axis, to divide the axis into parts.",
            valueName: "n,n,..."))
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
    @Flag(help: "Draw bars: above each panel the mean weight of each key, at its right the entropy of each query.")
    var marginals = false
    @Flag(help: "Draw thin lines between the cells.")
    var gridLines = false
    @Option(
        help: ArgumentHelp(
            "Outline the cell of a query and a key, numbered as on the axes. May be given several times.",
            valueName: "query,key"))
    var mark: [IntegerList] = []

    /// The input files that are given.
    var files: [String?] { [cellTexts] }

    func validate() throws {
        if annotate != nil, cellTexts != nil {
            throw ValidationError("--annotate and --cell-texts both write into the cells; choose one.")
        }
        if let annotateAbove, !annotateAbove.isFinite {
            throw ValidationError("--annotate-above needs a finite number, found \(annotateAbove).")
        }
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

    /// - Parameters:
    ///   - axes: the axes of the figure, by whose numbers the options name positions; nil if positions count from 0.
    ///   - isTransposed: whether the rows of the texts of the cells are the columns of the figure.
    /// - Throws: `FigureError.annotationFormat`; `CellTextsError`, `TensorFileError`; `UsageError` for a position outside the figure.
    func apply(to figure: inout HeatmapGrid, axes: WeightAxes?, isTransposed: Bool = false) throws {
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        if let cellTexts { try figure.setCellTexts(contentsOf: cellTexts, isTransposed: isTransposed) }
        if annotateAbove != nil, annotate == nil, cellTexts == nil { figure.annotation = .automatic }
        figure.annotationLimit = annotateAbove
        if let splitX {
            let starts = try splitX.values.map { try Self.index(of: $0, on: axes?.keys, "--split-x") }
            figure.x.segments = Self.segments(starts, names: xSegments)
        }
        if let splitY {
            let starts = try splitY.values.map { try Self.index(of: $0, on: axes?.queries, "--split-y") }
            figure.y.segments = Self.segments(starts, names: ySegments)
        }
        figure.hasGridLines = gridLines
        figure.marks = try mark.map { mark in
            CellMark(
                row: try Self.index(of: mark.values[0], on: axes?.queries, "--mark"),
                column: try Self.index(of: mark.values[1], on: axes?.keys, "--mark"))
        }
        for axis in [\HeatmapGrid.x, \.y] {
            if let labels { figure[keyPath: axis].shows = labels }
        }
        figure.hasCellTitles = hover
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: figure.page.resolution)
        }
    }

    private static func index(of position: Int, on axis: NamedAxis?, _ option: String) throws -> Int {
        guard let axis else { return position }
        do {
            return try axis.index(of: position)
        } catch {
            throw UsageError("\(option): \(error)")
        }
    }

    private static func segments(_ starts: [Int], names: TextList?) -> AxisSegments {
        AxisSegments(starts: starts, names: names?.items ?? [])
    }
}
