import ArgumentParser
import Heatmaps

extension ScaleSharing: ExpressibleByArgument {}
extension Colorbar.Position: ExpressibleByArgument {}

/// Which panels share a colour scale. A group of its own: `attend` has another meaning for the same option besides.
struct SharingOption: ParsableArguments {
    @Option(help: "Which panels share one colour scale and its colorbar (default: shared).")
    var scale: ScaleSharing?

    func apply(to figure: inout HeatmapGrid) {
        if let scale { figure.colors.sharing = scale }
    }
}

/// What every figure can be asked for. Options that are not given leave the figure as it is.
struct FigureOptions: ParsableArguments {
    enum Preset: String, CaseIterable, ExpressibleByArgument {
        case standard, article
    }

    @Option(parsing: .unconditional, help: "A title above the figure.")
    var title: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Titles above the columns, separated by commas.", valueName: "a,b,..."))
    var columnTitles: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Titles at the left of the rows, separated by commas.", valueName: "a,b,..."))
    var rowTitles: String?
    @Option(parsing: .unconditional, help: "The name of the x axis; empty for none.")
    var xlabel: String?
    @Option(parsing: .unconditional, help: "The name of the y axis; empty for none.")
    var ylabel: String?
    @Option(
        help: ArgumentHelp(
            "Colours: \(Colormap.baseNames.joined(separator: ", ")); each also reversed, with _r.", valueName: "name"))
    var cmap: String?
    @Option(parsing: .unconditional, help: "The value of the first colour (default: the smallest drawn; of attend: 0).")
    var vmin: Double?
    @Option(parsing: .unconditional, help: "The value of the last colour (default: the largest drawn).")
    var vmax: Double?
    @Option(help: "How values are spread over the colours (default: linear).")
    var norm: Norm?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The value of the middle colour; each side is spread by itself.", valueName: "value"))
    var center: Double?
    @Option(help: ArgumentHelp("The exponent of --norm power.", valueName: "exponent"))
    var gamma = 0.5
    @Option(
        help: ArgumentHelp("--norm symlog is linear up to this distance from 0.", valueName: "value"))
    var linearThreshold = 0.01
    @Flag(help: "Spread the colours over the 2nd to the 98th percentile of the values.")
    var robust = false
    @Option(help: "Where the colorbar stands (default: right; with --scale column: bottom).")
    var colorbar: Colorbar.Position?
    @Option(parsing: .unconditional, help: "A label along the colorbar.")
    var colorbarLabel: String?
    @Option(parsing: .unconditional, help: "Dots per inch of a PNG.")
    var dpi = 150.0
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The size of the page in in, cm, mm, pt or px; inches without a unit (default: as needed).",
            valueName: "5x2.5in"))
    var figureSize: PageSize?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The side of a cell; pt unless another unit is given.", valueName: "12pt"))
    var cellSize: Length?
    @Option(help: ArgumentHelp("Numbers in the cells: auto, .2f or .0%.", valueName: "format"))
    var annotate: String?
    @Option(help: ArgumentHelp("Longer labels of positions end in an ellipsis (default: 120pt).", valueName: "length"))
    var labelWidth: Length?
    @Option(help: "The page: light or dark (default: light).")
    var theme: PageTheme?
    @Option(help: "The look: our own, or that of the articles' show_heatmaps (default: standard).")
    var preset: Preset?
    @Option(parsing: .unconditional, help: "A description for readers who cannot see the figure (default: from facts).")
    var alt: String?

    enum PageTheme: String, CaseIterable, ExpressibleByArgument {
        case light, dark
    }

    enum Norm: String, CaseIterable, ExpressibleByArgument {
        case linear, log, symlog, power
    }

    func validate() throws {
        if center != nil, norm != nil {
            throw ValidationError("--center and --norm are two ways to spread the colours; choose one.")
        }
    }

    private var colorNorm: ColorNorm? {
        if let center { return .twoSlope(center: center) }
        return switch norm {
        case nil: nil
        case .linear: .linear
        case .log: .log
        case .symlog: .symmetricLog(threshold: linearThreshold)
        case .power: .power(exponent: gamma)
        }
    }

    /// - Throws: `UsageError` for an unknown colormap or a wrong number of titles, `FigureError.invalidRange`.
    func apply(to figure: inout HeatmapGrid) throws {
        if let title { figure.titles.figure = title.isEmpty ? nil : title }
        if let columnTitles { figure.titles.columns = try titles(columnTitles, for: "column", figure.columns) }
        if let rowTitles { figure.titles.rows = try titles(rowTitles, for: "row", figure.rows) }
        if let xlabel { figure.x.label = xlabel.isEmpty ? nil : xlabel }
        if let ylabel { figure.y.label = ylabel.isEmpty ? nil : ylabel }
        if let cmap { figure.colors.colormap = try colormap(cmap) }
        if let vmin { figure.colors.minimum = vmin }
        if let vmax { figure.colors.maximum = vmax }
        if let colorNorm { figure.colors.norm = colorNorm }
        // A figure's own lower limit suits colours that are spread over all values from there.
        if norm == .log || robust || center != nil, vmin == nil { figure.colors.minimum = nil }
        figure.colors.isRobust = robust
        if let colorbar { figure.colorbar.position = colorbar }
        if let colorbarLabel { figure.colorbar.label = colorbarLabel.isEmpty ? nil : colorbarLabel }
        if preset == .article { figure.theme = .article }
        if theme == .dark { figure.theme = figure.theme.onDarkPage() }
        if let annotate { figure.annotation = try CellAnnotation(annotate) }
        if let labelWidth {
            figure.theme.longestLabel = labelWidth.points(default: .point, resolution: dpi)
        }
        figure.page.resolution = dpi
        figure.page.cellSize = cellSize?.points(default: .point, resolution: dpi)
        figure.page.size = figureSize.map {
            Size(
                width: $0.width.points(default: .inch, resolution: dpi),
                height: $0.height.points(default: .inch, resolution: dpi))
        }
        if let alt { figure.alternativeText = alt }
        // A summary without a figure needs a range, too.
        if vmin != nil || vmax != nil { _ = try figure.colorScales() }
    }

    private func colormap(_ name: String) throws -> Colormap {
        do {
            return try Colormap.named(name)
        } catch {
            let names = Colormap.baseNames + Colormap.baseNames.map { $0 + "_r" }
            guard let suggestion = Spelling.suggestion(for: name, in: names) else { throw error }
            throw UsageError("\(error); did you mean '\(suggestion)'?")
        }
    }

    private func titles(_ text: String, for kind: String, _ count: Int) throws -> [String] {
        guard !text.isEmpty else { return [] }
        let titles = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard titles.count == count else {
            throw UsageError(
                "--\(kind)-titles: expected \(count), separated by commas, as the figure has "
                    + "\(count) \(count == 1 ? kind : kind + "s"); found \(titles.count)")
        }
        return titles
    }
}
