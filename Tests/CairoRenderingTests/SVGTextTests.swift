import CairoRendering
import Foundation
import Heatmaps
import Support
import Tensors
import Testing

/// Outlines reach as far as the text that layout measured.
struct SVGTextTests {
    @Test(arguments: [10, 40, 120])
    func noLetterOfALongTextIsMissing(letters: Int) throws {
        PinnedFonts.use()
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(repeating: 1, shape: [2, 2]))]])
        figure.titles.figure = String(repeating: "l", count: letters)
        let renderer = try FigureRenderer()
        let scene = try renderer.scene(of: figure)
        let title = try #require(
            scene.items.compactMap { item -> TextRun? in
                if case .text(let run) = item, run.text == figure.titles.figure { run } else { nil }
            }.first)
        let svg = String(decoding: try renderer.render(scene, as: .svg), as: UTF8.self)
        let place = String(format: "translate(%.3f", title.origin.x).replacing(#/\.?0+$/#, with: "")
        let element = try #require(svg.split(separator: "\n").first { $0.contains(place) && $0.contains(" d=\"") })
        let data = try #require(element.split(separator: "\"").last { $0.hasPrefix("M") })
        // Each "l" is one rectangle: a move and a close.
        #expect(data.filter { $0 == "M" }.count == letters)
        let numbers = data.split(whereSeparator: { !"-.0123456789".contains($0) }).compactMap { Double($0) }
        let right = try #require(stride(from: 0, to: numbers.count, by: 2).map { numbers[$0] }.max())
        #expect(abs(right - title.extents.maxX) < 2)
    }
}
