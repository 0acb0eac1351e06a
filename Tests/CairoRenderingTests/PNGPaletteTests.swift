import Heatmaps
import Support
import Tensors
import Testing

@testable import CairoRendering

/// PNG files with a palette show what files without one would show.
struct PNGPaletteTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    /// Bit depth and colour type, as the header has them.
    private func kind(_ png: [UInt8]) -> [UInt8] { Array(png[24..<26]) }

    private func pictures(
        _ figure: HeatmapGrid, resolution: Double
    ) throws -> (written: [UInt8], read: RGBImage, drawn: RGBImage, scene: FigureScene) {
        let scene = try renderer.scene(of: figure)
        let png = try renderer.render(scene, as: .png, resolution: resolution)
        let raster = try SceneRasterizer(scene, resolution: resolution, shaper: TextShaper()).raster()
        let drawn = raster.surface.withPixels { pixels, stride in
            let colors = (0..<raster.width * raster.height).map { place in
                pixels[place / raster.width * stride + place % raster.width]
            }
            let bytes = colors.flatMap { [$0 >> 16, $0 >> 8, $0].map { UInt8(truncatingIfNeeded: $0) } }
            return RGBImage(width: raster.width, height: raster.height, bytes: bytes)
        }
        return (png, try RGBImage(png: png), drawn, scene)
    }

    @Test(arguments: [72.0, 150, 300])
    func onlySoftEdgesAreDrawnInSteps(resolution: Double) throws {
        var figure = try GoldenFigures.dotVersusScaled()
        figure.colorbar.position = Colorbar.Position.none
        figure.titles.figure = "Attention"
        figure.page.resolution = resolution
        let (png, read, drawn, scene) = try pictures(figure, resolution: resolution)
        #expect(kind(png) == [8, 3])
        #expect(CellPixels(scene, resolution: resolution).stained(read) == 0)
        // A step of 31 is at most 8 of 255 wide.
        let comparison = ImageComparison(expected: PNGImage(drawn), actual: PNGImage(read))
        #expect(comparison.largestDifference <= 5)
        let solids = SceneColors(scene).solids
        let strays = zip(colors(drawn), colors(read)).count { $0 != $1 && solids.contains($0.opaquePixel) }
        #expect(strays == 0)
    }

    private func colors(_ image: RGBImage) -> [RGBColor] {
        (0..<image.width * image.height).map { image.color(x: $0 % image.width, y: $0 / image.width) }
    }

    /// Edges stay as they are when the palette holds them.
    @Test func fewColorsAreKept() throws {
        var figure = try HeatmapGrid(matrices: Tensor(shape: [2, 2], elements: [1, 0, 0, 1]))
        figure.colorbar.position = Colorbar.Position.none
        figure.x.label = "Keys"
        let (png, read, drawn, _) = try pictures(figure, resolution: 150)
        #expect(kind(png) == [8, 3] && read == drawn)
        figure.x = HeatmapAxis(labels: .none)
        figure.y = HeatmapAxis(labels: .none)
        let plain = try pictures(figure, resolution: 150)
        // Page, frame and two cells.
        #expect(kind(plain.written) == [2, 3] && plain.read == plain.drawn)
    }

    @Test func aWholeColorbarIsTooMuchForAPalette() throws {
        let (png, read, drawn, _) = try pictures(GoldenFigures.tokens(), resolution: 300)
        #expect(kind(png) == [8, 2] && read == drawn)
    }

    @Test func transparentPagesHavePalettesToo() throws {
        var figure = try GoldenFigures.dotVersusScaled()
        let opaque = try pictures(figure, resolution: 150)
        figure.theme = figure.theme.onTransparentPage()
        let (png, read, _, _) = try pictures(figure, resolution: 150)
        #expect(kind(png) == [8, 3])
        let comparison = ImageComparison(expected: PNGImage(opaque.drawn), actual: PNGImage(read))
        #expect(comparison.largestDifference <= 10)
    }
}
