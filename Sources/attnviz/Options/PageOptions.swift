import ArgumentParser
import Heatmaps

/// The page and its look.
struct PageOptions: ParsableArguments {
    enum Preset: String, CaseIterable, ExpressibleByArgument {
        case standard, article
        case oneColumn = "paper-1col"
        case twoColumns = "paper-2col"
        case slides

        /// The theme, and the page in points.
        var look: (theme: Theme, width: Double?, height: Double?) {
            let millimetre = 72 / 25.4
            return switch self {
            case .standard: (.standard, nil, nil)
            case .article: (.article, nil, nil)
            case .oneColumn: (.paper, 85 * millimetre, nil)
            case .twoColumns: (.paper, 178 * millimetre, nil)
            case .slides: (.slides, 960, 540)
            }
        }
    }

    enum PageTheme: String, CaseIterable, ExpressibleByArgument {
        case light, dark
    }

    @Option(parsing: .unconditional, help: "Dots per inch of a PNG.")
    var dpi = 150.0
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            The size of the page, or its width alone, in in, cm, mm, pt or px; inches without a unit (default: as needed).
            """, valueName: "5x2.5in"))
    var figureSize: PageSize?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The side of a cell; pt unless another unit is given.", valueName: "12pt"))
    var cellSize: Length?
    @Option(
        help: """
            The look: our own, that of the articles' show_heatmaps, a column of a paper (85 mm), a page of two columns \
            (178 mm), or a slide (16:9) (default: standard).
            """)
    var preset: Preset?
    @Option(help: "The page: light or dark (default: light).")
    var theme: PageTheme?

    /// Sets the theme and the page: what lengths in other options count on.
    func apply(to figure: inout HeatmapGrid) {
        apply(to: &figure.theme, &figure.page)
        figure.page.cellSize = cellSize?.points(default: .point, resolution: dpi)
    }

    /// As for heatmaps, without the size of cells.
    func apply(to chart: inout LineChart) {
        apply(to: &chart.theme, &chart.page)
    }

    private func apply(to theme: inout Theme, _ page: inout Page) {
        if let look = preset?.look {
            theme = look.theme
            (page.width, page.height) = (look.width, look.height)
        }
        if self.theme == .dark { theme = theme.onDarkPage() }
        page.resolution = dpi
        if let figureSize {
            page.width = figureSize.width.points(default: .inch, resolution: dpi)
            page.height = figureSize.height?.points(default: .inch, resolution: dpi)
        }
    }
}
