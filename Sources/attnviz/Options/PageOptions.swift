import ArgumentParser
import Heatmaps

/// The size and the theme of the page.
struct PageOptions: ParsableArguments {
    enum Preset: String, CaseIterable, ExpressibleByArgument {
        case standard, article
        case oneColumn = "paper-1col"
        case twoColumns = "paper-2col"
        case slides

        /// The theme, and the size of the page in points; nil for as large as needed.
        var look: (theme: FigureTheme, width: Double?, height: Double?) {
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
        case light, dark, transparent, auto
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
        help: ArgumentHelp("The side length of a cell; pt without a unit.", valueName: "12pt"))
    var cellSize: Length?
    @Option(
        help: """
            Theme and page size: standard, like show_heatmaps of the articles, one column of a paper (85 mm), both \
            columns (178 mm), or a slide (16:9) (default: standard).
            """)
    var preset: Preset?
    @Option(
        help: """
            The colours: light, dark, transparent (light without a background), or auto, an SVG that follows the \
            viewer's preference for light or dark (default: light).
            """)
    var theme: PageTheme?
    @Option(
        help: ArgumentHelp(
            "The colour of the page, instead of that of the theme: #rgb, #rrggbb, white, black or transparent.",
            valueName: "color"))
    var background: PageColor?

    func validate() throws {
        guard let background else { return }
        if theme == .transparent {
            throw ValidationError(
                "--theme transparent and --background both set the background; choose one.")
        }
        if theme == .auto, background.color != nil {
            throw ValidationError(
                "--theme auto has a light and a dark page; with it --background can be transparent only.")
        }
    }

    /// Sets the theme and the page. Apply these options first: lengths in px depend on the resolution set here.
    func apply(to figure: inout some Figure) {
        if let look = preset?.look {
            figure.theme = look.theme
            (figure.page.width, figure.page.height) = (look.width, look.height)
        }
        if theme == .dark { figure.theme = figure.theme.onDarkPage() }
        if let color = background?.color { figure.theme = figure.theme.onPage(color) }
        if theme == .transparent || background == .transparent { figure.theme = figure.theme.onTransparentPage() }
        figure.followsReader = theme == .auto
        figure.page.resolution = dpi
        figure.page.cellSize = cellSize?.points(default: .point, resolution: dpi)
        if let figureSize {
            figure.page.width = figureSize.width.points(default: .inch, resolution: dpi)
            figure.page.height = figureSize.height?.points(default: .inch, resolution: dpi)
        }
    }
}
