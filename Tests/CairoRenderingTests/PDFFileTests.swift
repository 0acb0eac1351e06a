import CairoRendering
import Foundation
import Heatmaps
import Support
import Testing

/// PDF files as TeX and a viewer read them.
struct PDFFileTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    @Test(arguments: GoldenFigures.all.map(\.name))
    func aFileIsOnePageAsLargeAsTheFigure(name: String) throws {
        let scene = try renderer.scene(of: GoldenCase(name).figure)
        let pdf = try renderer.render(scene, as: .pdf)
        let text = String(decoding: pdf, as: UTF8.self)
        #expect(text.hasPrefix("%PDF-1."))
        #expect(text.hasSuffix("%%EOF\n"))
        // Newer versions of cairo pack these objects into a stream.
        guard !text.contains("/ObjStm") else { return }
        #expect(text.matches(of: /\/Type \/Page\b(?!s)/).count == 1)
        let box = try #require(text.firstMatch(of: /\/MediaBox \[ 0 0 ([0-9.]+) ([0-9.]+) \]/))
        #expect(abs(try #require(Double(box.1)) - scene.page.width) < 1e-3)
        #expect(abs(try #require(Double(box.2)) - scene.page.height) < 1e-3)
        if ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] == nil {
            // Cairo 1.16 leaves out the D: of the format.
            #expect(text.contains(/\/CreationDate \((D:)?19700101000000Z/))
        }
        #expect(text.contains("/Creator (attnviz)"))
        // Text stays text: with fonts, and a way back from glyphs to characters.
        #expect(text.contains("/FontFile") && text.contains("/ToUnicode"))
        #expect(!text.contains("/Type3"))
    }
}
