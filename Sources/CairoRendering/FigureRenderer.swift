import Heatmaps
import Tensors

/// Draws figures: measures their text, lays them out, and encodes them. The same figure gives the same bytes.
///
///     let renderer = try FigureRenderer()
///     let scene = try renderer.scene(of: figure)
///     let svg = try renderer.render(scene, as: .svg)
///
/// Opening the fonts takes most of the time of a small figure: use one renderer for several figures.
public struct FigureRenderer {
    private let measurer: PangoTextMeasurer

    /// - Throws: `RenderingError` when the fonts cannot be opened.
    public init() throws(RenderingError) {
        measurer = try PangoTextMeasurer()
    }

    /// Lays a figure out.
    ///
    /// - Throws: `FigureError` when the figure cannot be drawn as asked.
    public func scene(of figure: HeatmapGrid) throws(FigureError) -> FigureScene {
        try adapting(figure) { (figure) throws(FigureError) in try HeatmapLayout(figure, measurer: measurer).scene() }
    }

    /// Lays a chart out.
    ///
    /// - Throws: `FigureError` when the page cannot hold the chart.
    public func scene(of chart: LineChart) throws(FigureError) -> FigureScene {
        try adapting(chart) { (chart) throws(FigureError) in try LineChartLayout(chart, measurer: measurer).scene() }
    }

    /// The scene of a figure, with the colours of a dark page where the figure asks for them.
    private func adapting<Content: Figure>(
        _ figure: Content, scene: (Content) throws(FigureError) -> FigureScene
    ) throws(FigureError) -> FigureScene {
        let light = try scene(figure)
        guard figure.followsReader else { return light }
        var dark = figure
        dark.theme =
            figure.theme.background == nil ? figure.theme.onDarkPage().onTransparentPage() : figure.theme.onDarkPage()
        return light.adapting(to: try scene(dark))
    }

    /// The size of the cells for which the page of a figure has room. It depends on the number of positions, not on the values,
    /// so values can be pooled by it while they are read: ask with panels of a single cell and `HeatmapGrid.cellGrid` set to one
    /// cell of all positions.
    ///
    /// - Throws: `FigureError` when the figure cannot be drawn as asked.
    public func cellSize(of figure: HeatmapGrid) throws(FigureError) -> CellSize {
        try plan(of: figure).cellSize
    }

    /// The size of the cells and of the page of a figure whose values are not known, see `cellSize(of:)`.
    ///
    /// - Throws: `FigureError` when the figure cannot be drawn as asked, whatever its values are.
    public func plan(of figure: HeatmapGrid) throws(FigureError) -> FigurePlan {
        let (cellSize, page) = try HeatmapLayout(figure, measurer: measurer).outline()
        return FigurePlan(cellSize: cellSize, page: page, resolution: figure.page.resolution)
    }

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - scene: the page.
    ///   - format: the kind of file.
    ///   - resolution: dots per inch of a PNG; nil takes those of the page that the figure was laid out for.
    /// - Throws: `RenderingError.imageTooLarge` when the page has too many dots, `.cairo` or `.png` when a library fails.
    public func render(
        _ scene: FigureScene, as format: FigureFormat, resolution: Double? = nil
    ) throws(RenderingError) -> [UInt8] {
        switch format {
        case .svg:
            return try SVGWriter(scene: scene, shaper: measurer.shaper).svg()
        case .pdf:
            return try PDFEncoder(scene: scene, shaper: measurer.shaper).pdf()
        case .png:
            let resolution = resolution ?? scene.resolution
            let raster = try SceneRasterizer(scene, resolution: resolution, shaper: measurer.shaper).raster()
            return try PNGEncoder(
                resolution: resolution, title: scene.title.withoutControls, author: scene.author.withoutControls,
                software: "attnviz"
            )
            .encode(raster, of: scene)
        }
    }

    /// The characters of the figures laid out so far that no font of this machine can draw.
    public var missingScalars: [Unicode.Scalar] { measurer.missingScalars }
}
