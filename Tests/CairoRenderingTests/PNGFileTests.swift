import CairoRendering
import Heatmaps
import Support
import Testing

/// PNG files as other programs read them.
struct PNGFileTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    private func chunks(_ png: [UInt8]) -> [(name: String, data: [UInt8])] {
        var chunks: [(String, [UInt8])] = []
        var place = 8
        while place + 12 <= png.count {
            let length = png[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            guard place + 12 + length <= png.count else { break }
            let name = String(decoding: png[place + 4..<place + 8], as: UTF8.self)
            chunks.append((name, Array(png[place + 8..<place + 8 + length])))
            place += 12 + length
        }
        return chunks
    }

    @Test(arguments: [72.0, 100, 150, 300])
    func theFileSaysWhatItIs(resolution: Double) throws {
        let scene = try renderer.scene(of: GoldenFigures.dotVersusScaled())
        let png = try renderer.render(scene, as: .png, resolution: resolution)
        #expect(Array(png.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        let chunks = chunks(png)
        let header = chunks[0].data
        #expect(chunks[0].name == "IHDR" && chunks.last?.name == "IEND")
        let sides = [header[0..<4], header[4..<8]].map { $0.reduce(0) { $0 << 8 | Int($1) } }
        #expect(sides == [scene.page.width, scene.page.height].map { Int(($0 * resolution / 72).rounded()) })
        // A palette, or red, green and blue; no alpha.
        #expect(header[8] == 8 && [2, 3].contains(header[9]) && !chunks.contains { $0.name == "tRNS" })
        let density = try #require(chunks.first { $0.name == "pHYs" }?.data)
        let dotsPerMetre = Int((resolution / 0.0254).rounded())
        #expect(density.prefix(4).reduce(0) { $0 << 8 | Int($1) } == dotsPerMetre)
        #expect(density.dropFirst(4).prefix(4).reduce(0) { $0 << 8 | Int($1) } == dotsPerMetre && density.last == 1)
        #expect(chunks.contains { $0.name == "sRGB" })
        let texts = chunks.filter { $0.name == "tEXt" }.map { String(decoding: $0.data, as: UTF8.self) }
        #expect(texts.contains("Software\u{0}attnviz"))
        #expect(texts.contains("Title\u{0}Scaled dot-product, Dot-product"))
        #expect(!chunks.contains { $0.name == "tIME" })
    }

    /// Cells have their exact colours up to their edges, also where cells are no whole number of dots.
    @Test(arguments: [72.0, 100, 150, 300, 411.7])
    func noDotIsAMixtureOfCells(resolution: Double) throws {
        // At the resolution of the figure, hatching does not reach into neighbouring cells.
        var hatched = try GoldenFigures.grid()
        hatched.page.resolution = resolution
        for figure in [try GoldenFigures.tokens(), try GoldenFigures.pooled(), hatched] {
            let scene = try renderer.scene(of: figure)
            let image = try RGBImage(png: renderer.render(scene, as: .png, resolution: resolution))
            let cells = CellPixels(scene, resolution: resolution)
            #expect(cells.cells.count > 100)
            #expect(cells.stained(image) == 0)
        }
    }

    @Test func imagesBeyondCairosLimitAreRefused() throws {
        let scene = try renderer.scene(of: GoldenFigures.tokens())
        #expect {
            _ = try renderer.render(scene, as: .png, resolution: 100_000)
        } throws: { error in
            "\(error)".hasSuffix("use fewer dots per inch or smaller cells")
        }
    }
}
