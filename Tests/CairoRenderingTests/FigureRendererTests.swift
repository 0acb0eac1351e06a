import CairoRendering
import Heatmaps
import Support
import Tensors
import Testing

struct FigureRendererTests {
    init() { PinnedFonts.use() }

    @Test func formatsAreKnownByExtension() throws {
        #expect(try FigureFormat(fileExtension: "PNG") == .png)
        #expect(throws: RenderingError.unknownFormat(name: "gif", known: ["svg", "png", "pdf"])) {
            try FigureFormat(fileExtension: "gif")
        }
    }

    @Test func exactlyTheCharactersWithoutGlyphAreReported() throws {
        let renderer = try FigureRenderer()
        var figure = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [1, 3]))
        figure.x.labels = .tokens(["ok", "注意", "é"])
        _ = try renderer.scene(of: figure)
        #expect(renderer.missingScalars.isEmpty)
        figure.x.labels = .tokens(["\u{1f984}", "丁注", "ok"])
        _ = try renderer.scene(of: figure)
        #expect(renderer.missingScalars == ["\u{4e01}", "\u{1f984}"])
    }

    @Test(arguments: FigureFormat.allCases)
    func theSameFigureHasTheSameBytes(format: FigureFormat) throws {
        for (name, make) in GoldenFigures.all {
            let renderer = try FigureRenderer()
            let first = try renderer.render(renderer.scene(of: make()), as: format)
            // Whatever was drawn in between leaves no trace.
            for other in [GoldenFigures.grid, GoldenFigures.chinese] {
                _ = try renderer.render(renderer.scene(of: other()), as: format)
            }
            let again = try renderer.render(renderer.scene(of: make()), as: format)
            let fresh = try FigureRenderer()
            #expect(first == again, "\(name)")
            #expect(try first == fresh.render(fresh.scene(of: make()), as: format), "\(name)")
        }
    }
}
