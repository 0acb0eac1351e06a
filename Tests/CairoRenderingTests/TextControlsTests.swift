import Foundation
import Heatmaps
import Support
import Tensors
import Testing

@testable import CairoRendering

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Characters that have no shape, or that files cannot hold.
struct TextControlsTests {
    /// Noncharacters cannot stand in a literal.
    private let text = String(
        String.UnicodeScalarView(
            [0x61, 0xfffe, 0x62, 0x1_ffff, 0x63, 0xfdd0, 0x64, 1, 0x65, 0x85, 0x66, 9, 0x67]
                .compactMap { Unicode.Scalar($0 as UInt32) }))

    @Test func theyAreShownByTheirCodePoints() {
        #expect(text.showingControls == "aU+FFFEbU+1FFFFcU+FDD0d\\x01e\\x85f\u{21e5}g")
        #expect("line\nend".showingControls == "line\u{21b5}end")
        for plain in ["the", "注意", "é", "\u{fffd}", "\u{fff0}", "\u{e000}"] { #expect(plain.showingControls == plain) }
    }

    @Test func metadataLeaveThemOut() {
        #expect(text.withoutControls == "abcdef\tg")
        #expect("line\nend".withoutControls == "line\nend")
    }

    /// Cairo refuses such metadata, and libpng and XML parsers such texts.
    @Test(arguments: [
        [0x61, 0xfffe, 0x62], [0xffff], [0x10_ffff], [0xfdd0, 0xfdef], [1, 0x7f, 0x9f], [0x2028, 0x85],
    ])
    func everyTextOfAFigureMayHaveThem(codePoints: [UInt32]) throws {
        let text = String(String.UnicodeScalarView(codePoints.compactMap(Unicode.Scalar.init)))
        PinnedFonts.use()
        let renderer = try FigureRenderer()
        var grid = try HeatmapGrid(panels: [
            [HeatmapPanel(Tensor(shape: [2, 2], elements: [0, 0.25, 0.5, 1]), title: text)]
        ])
        grid.titles.figure = text
        (grid.x.label, grid.y.label, grid.colorbar.label) = (text, text, text)
        (grid.x.labels, grid.y.labels) = (.tokens([text, "b"]), .tokens(["a", text]))
        (grid.author, grid.keywords, grid.alternativeText) = (text, text, text)
        grid.hasCellTitles = true
        let scene = try renderer.scene(of: grid)
        let svg = try renderer.render(scene, as: .svg)
        #expect(XMLParser(data: Data(svg)).parse())
        #expect(String(decoding: try renderer.render(scene, as: .pdf), as: UTF8.self).hasSuffix("%%EOF\n"))
        #expect(try PNGImage(renderer.render(scene, as: .png)).width > 10)
    }
}
