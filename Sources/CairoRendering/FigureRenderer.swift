import Heatmaps
import Tensors

/// Draws figures: measures their text, lays them out, and encodes them. The same figure gives the same bytes.
///
///     let renderer = try FigureRenderer()
///     let svg = try renderer.render(try renderer.scene(of: figure), as: .svg)
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

    /// The scene of a figure, with its dark look besides where it follows its reader.
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

    /// The size of the cells that a page of the figure has room for, from the number of its positions alone: what to pool by
    /// before there are values.
    ///
    /// - Throws: `FigureError` when the figure cannot be drawn as asked.
    public func cellSize(of figure: HeatmapGrid) throws(FigureError) -> CellSize {
        try HeatmapLayout(figure, measurer: measurer).cellSize()
    }

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - scene: the page.
    ///   - format: the kind of file.
    ///   - resolution: dots per inch of a PNG; nil takes those of the page that the figure was laid out for.
    /// - Throws: `RenderingError` when the page is too large or a library fails.
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
            return try PNGEncoder(resolution: resolution, title: scene.title, author: scene.author, software: "attnviz")
                .encode(raster, of: scene)
        }
    }

    /// The characters of the figures laid out so far that no font of this machine can draw.
    public var missingScalars: [Unicode.Scalar] { measurer.missingScalars }
}
