import CairoRendering
import Heatmaps
import Support
import Testing

/// Six figures, compared as scenes and as pictures.
struct GoldenTests {
    private let renderer: FigureRenderer

    init() throws {
        PinnedFonts.use()
        renderer = try FigureRenderer()
    }

    @Test(arguments: GoldenFigures.all.map(\.name))
    func scenesAreAsRecorded(name: String) throws {
        let dump = SceneDump(scene: try renderer.scene(of: GoldenCase(name).figure)).description
        try Golden(name: name + ".scene.txt").check(Array(dump.utf8)) { expected, _ in
            let (was, now) = (String(decoding: expected, as: UTF8.self).lines, dump.lines)
            guard was != now else { return nil }
            let place = zip(was, now).enumerated().first { $0.element.0 != $0.element.1 }
            guard let place else { return "the scene has \(now.count) lines, expected \(was.count)" }
            return "line \(place.offset + 1) is\n  \(place.element.1)\nexpected\n  \(place.element.0)"
        }
    }

    /// Cells are compared exactly. Text may differ as much as another version of the font library draws its edges.
    @Test(arguments: GoldenFigures.all.map(\.name))
    func picturesAreAsRecorded(name: String) throws {
        let figure = try GoldenCase(name).figure
        let scene = try renderer.scene(of: figure)
        let resolution = figure.page.resolution
        let png = try renderer.render(scene, as: .png, resolution: resolution)
        try Golden(name: name + ".png").check(png) { bytes, save in
            let (expected, actual) = (try PNGImage(bytes), try PNGImage(png))
            let comparison = ImageComparison(expected: expected, actual: actual, tolerance: 48)
            let sentence: String
            if comparison.sizesAgree {
                let wrongCells = try CellPixels(scene, resolution: resolution)
                    .differing(RGBImage(png: bytes), RGBImage(png: png))
                if comparison.differingPixels == 0, wrongCells == 0 { return nil }
                sentence =
                    "\(comparison.differingPixels) pixels differ by more than 48 (at most "
                    + "\(comparison.largestDifference)), \(wrongCells) cells differ"
            } else {
                sentence =
                    "\(actual.width) x \(actual.height) pixels, expected \(expected.width) x \(expected.height)"
            }
            let strip = try save(name + ".strip.png", ImageComparison.strip(expected: expected, actual: actual).png())
            return sentence + "\nexpected | difference x 10 | actual: " + strip
        }
    }
}

/// A golden figure by name.
struct GoldenCase {
    let figure: HeatmapGrid

    init(_ name: String) throws {
        let make = try #require(GoldenFigures.all.first { $0.name == name }?.make)
        figure = try make()
    }
}

extension String {
    fileprivate var lines: [Substring] { split(separator: "\n", omittingEmptySubsequences: false) }
}
