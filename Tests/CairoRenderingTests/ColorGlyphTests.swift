import CairoRendering
import Foundation
import Heatmaps
import Support
import Tensors
import Testing

/// Emoji are pictures in a font: they have colours and no outlines.
struct ColorGlyphTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    private func scene(_ label: String) throws -> FigureScene {
        var figure = try HeatmapGrid(matrices: Tensor(repeating: 0, shape: [1, 1]))
        figure.colors.colormap = try Colormap.named("Greys")
        figure.x.label = label
        return try renderer.scene(of: figure)
    }

    private func yellowDots(_ image: RGBImage) -> Int {
        stride(from: 0, to: image.bytes.count, by: 3).count {
            image.bytes[$0] > 200 && image.bytes[$0 + 1] > 140 && image.bytes[$0 + 2] < 100
        }
    }

    @Test func picturesHaveThemInColour() throws {
        let emoji = try renderer.render(scene("a\u{1f44d}b"), as: .png, resolution: 300)
        #expect(yellowDots(try RGBImage(png: emoji)) > 200)
        #expect(yellowDots(try RGBImage(png: renderer.render(scene("ab"), as: .png, resolution: 300))) == 0)
        #expect(renderer.missingScalars.isEmpty)
    }

    @Test func vectorFormatsHavePicturesBetweenTheOutlines() throws {
        let svg = String(decoding: try renderer.render(scene("a\u{1f44d}b"), as: .svg), as: UTF8.self)
        let plain = String(decoding: try renderer.render(scene("ab"), as: .svg), as: UTF8.self)
        func count(_ text: String, _ word: String) -> Int { text.components(separatedBy: word).count - 1 }
        #expect(count(svg, "<image") == count(plain, "<image") + 1)
        #expect(svg.utf8.count < plain.utf8.count + 60_000)
        #expect(svg.contains(">a\u{1f44d}b</text>"))
        let source = try #require(svg.split(separator: "\"").last { $0.hasPrefix("data:image/png;base64,") })
        let png = try #require(Data(base64Encoded: String(source.dropFirst(22))))
        #expect(yellowDots(try RGBImage(png: [UInt8](png))) > 1000)
        let pdf = String(decoding: try renderer.render(scene("a\u{1f44d}b"), as: .pdf), as: UTF8.self)
        #expect(pdf.contains("/SMask") && !pdf.contains("/Type3"))
    }

    /// The characters are in the map from glyphs to text, or beside the glyphs, in UTF-16.
    @Test func readersOfAPDFFindThem() throws {
        func contents(_ label: String) throws -> String {
            let pdf = try renderer.render(scene(label), as: .pdf)
            let streams = Data(pdf).parts(from: "stream\n", to: "endstream")
            return streams.map { String(decoding: inflated([UInt8]($0)), as: UTF8.self).lowercased() }.joined()
        }
        for label in ["a\u{1f44d}b", "\u{1f44d}"] { #expect(try contents(label).contains("d83ddc4d")) }
        #expect(try !contents("ab").contains("d83ddc4d"))
    }

    /// A letter after an emoji stands where layout has measured it.
    @Test func lettersKeepTheirPlaces() throws {
        let picture = try RGBImage(png: renderer.render(scene("l\u{1f44d}l"), as: .png, resolution: 300))
        let dark = (0..<picture.width).filter { x in
            // The label is the lowest element of the page.
            (picture.height - 80..<picture.height).contains { y in
                let first = (y * picture.width + x) * 3
                return picture.bytes[first..<first + 3].allSatisfy { $0 < 100 }
            }
        }
        let (left, right) = (try #require(dark.first), try #require(dark.last))
        let style = TextStyle(family: FigureTheme.standard.fontFamily, size: FigureTheme.standard.axisLabelSize)
        let measured = try PangoTextMeasurer().measure("l\u{1f44d}", style: style).advance * 300 / 72
        #expect(abs(Double(right - left) - measured) < 6, "\(right - left) dots, measured \(measured)")
    }
}

extension Data {
    /// The parts that stand between two words.
    fileprivate func parts(from start: String, to end: String) -> [Data] {
        var (parts, rest) = ([Data](), self[...])
        while let first = rest.range(of: Data(start.utf8)),
            let last = rest[first.upperBound...].range(of: Data(end.utf8))
        {
            parts.append(Data(rest[first.upperBound..<last.lowerBound]))
            rest = rest[last.upperBound...]
        }
        return parts
    }
}
