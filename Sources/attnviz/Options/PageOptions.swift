import ArgumentParser
import Heatmaps

/// The page and its look.
struct PageOptions: ParsableArguments {
    enum Preset: String, CaseIterable, ExpressibleByArgument {
        case standard, article
    }

    enum PageTheme: String, CaseIterable, ExpressibleByArgument {
        case light, dark
    }

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
    @Option(help: "The look: our own, or that of the articles' show_heatmaps (default: standard).")
    var preset: Preset?
    @Option(help: "The page: light or dark (default: light).")
    var theme: PageTheme?

    /// Sets the theme and the page: what lengths in other options count on.
    func apply(to figure: inout HeatmapGrid) {
        if preset == .article { figure.theme = .article }
        if theme == .dark { figure.theme = figure.theme.onDarkPage() }
        figure.page.resolution = dpi
        figure.page.cellSize = cellSize?.points(default: .point, resolution: dpi)
        figure.page.size = figureSize.map {
            Size(
                width: $0.width.points(default: .inch, resolution: dpi),
                height: $0.height.points(default: .inch, resolution: dpi))
        }
    }
}
