import CairoRendering
import Foundation
import Heatmaps
import Support
import Testing

/// Transparent pages, and pages with a light and a dark look.
struct PageLookTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    /// Laid on white, a transparent picture is the opaque one: no text has a rim of another colour.
    @Test func aTransparentPictureIsTheOpaqueOneWithoutItsPage() throws {
        for make in [GoldenFigures.grid, GoldenFigures.tokens] {
            var figure = try make()
            let opaque = try renderer.render(renderer.scene(of: figure), as: .png)
            figure.theme = figure.theme.onTransparentPage()
            let transparent = try renderer.render(renderer.scene(of: figure), as: .png)
            let comparison = try ImageComparison(
                expected: PNGImage(RGBImage(png: opaque)), actual: PNGImage(RGBImage(png: transparent)), tolerance: 10)
            #expect(comparison.differingPixels == 0 && comparison.rms < 1)
        }
    }

    @Test func aTransparentPageIsNotPainted() throws {
        var figure = try GoldenFigures.dotVersusScaled()
        figure.theme = figure.theme.onTransparentPage()
        let scene = try renderer.scene(of: figure)
        #expect(scene.background == nil)
        let svg = String(decoding: try renderer.render(scene, as: .svg), as: UTF8.self)
        #expect(!svg.contains("<rect width=\"100%\""))
        let opaque = try renderer.render(renderer.scene(of: GoldenFigures.dotVersusScaled()), as: .pdf)
        #expect(try renderer.render(scene, as: .pdf).count < opaque.count)
    }

    @Test func anAdaptiveFigureHasTheLightLookAndRulesForTheDarkOne() throws {
        for (name, make) in GoldenFigures.all {
            var figure = try make()
            let light = String(decoding: try renderer.render(renderer.scene(of: figure), as: .svg), as: UTF8.self)
            let pictures = try [FigureFormat.png, .pdf].map { try renderer.render(renderer.scene(of: figure), as: $0) }
            figure.followsReader = true
            let scene = try renderer.scene(of: figure)
            let svg = String(decoding: try renderer.render(scene, as: .svg), as: UTF8.self)
            #expect(try [FigureFormat.png, .pdf].map { try renderer.render(scene, as: $0) } == pictures, "\(name)")
            // Without the style sheet, the classes and what only the dark look has, it is the figure in light.
            let plain = svg.split(separator: "\n")
                .filter { !$0.hasPrefix("<style>") && !$0.contains("display=\"none\"") }
                .map { String($0).replacing(#/ class="[a-z0-9 -]+"/#, with: "") }
            #expect(plain == light.split(separator: "\n").map(String.init), "\(name)")
            // Every class has its rule and every rule its class.
            let used = Set(svg.matches(of: /class="([a-z0-9 -]+)"/).flatMap { $0.1.split(separator: " ") })
            let ruled = Set(svg.matches(of: /\.(attnviz-[a-z0-9-]+)\{/).map(\.1))
            #expect(used == ruled && used.contains("attnviz-fill-15181e"), "\(name)")
        }
    }

    /// The numbers in the cells are for the colours of the cells, whatever the page.
    @Test func numbersInCellsStay() throws {
        var figure = try GoldenFigures.article()
        try figure.setCellTexts([String](repeating: "number", count: figure.panelCount * 100))
        figure.page.cellSize = 40
        figure.followsReader = true
        let scene = try renderer.scene(of: figure)
        let dark = try #require(scene.dark)
        for case (.text(let light), .text(let dark)) in zip(scene.items, dark.items) {
            let isNumber = light.text == "number"
            #expect((light.color == dark.color) == isNumber, "\(light.text)")
        }
    }
}
