import CairoRendering
import Foundation
import Heatmaps
import Support
import Tensors
import Testing

/// The examples of the catalogues and of the documentation comments, compiled, and some of them run.
struct DocumentationTests {
    init() { PinnedFonts.use() }

    @Test func aFigureOfWeights() throws {
        let weights = try Tensor(shape: [2, 3], elements: [0.5, 0.25, 0.25, 0, 0.5, 0.5])
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(weights)]])
        figure.x.label = "Keys"
        figure.titles.figure = "Layer 3"
        let renderer = try FigureRenderer()
        let scene = try renderer.scene(of: figure)
        let svg = try renderer.render(scene, as: .svg)
        #expect(scene.title == "Layer 3" && !svg.isEmpty)
    }

    @Test func aFigureAsSVG() throws {
        let figure = try HeatmapGrid(matrices: Tensor(shape: [2, 2], elements: [1, 0, 0.5, 0.5]))
        let renderer = try FigureRenderer()
        let svg = try renderer.render(renderer.scene(of: figure), as: .svg)
        #expect(String(decoding: svg.prefix(5), as: UTF8.self) == "<?xml")
    }

    @Test func aChart() throws {
        let points = [(2, 1.9), (64, 65.2)].map { ChartPanel.Curve.Point(x: $0, y: $1) }
        let curve = ChartPanel.Curve(name: "measured", look: .filled, points: points)
        let panel = ChartPanel(title: "Variance of scores", y: ChartAxis(isLogarithmic: true), curves: [curve])
        var chart = try LineChart(panels: [panel], x: ChartAxis(isLogarithmic: true))
        chart.xLabel = "Size d"
        #expect(try FigureRenderer().scene(of: chart).description.contains("against Size d"))
    }

    /// Too slow to be run without optimisation.
    private func pooled() throws -> HeatmapGrid {
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 1], elements: [0]))]])
        figure.cellGrid = CellGrid(queries: 4_096, keys: 4_096, size: 4_096)
        let size = try FigureRenderer().cellSize(of: figure)
        let rows = (0..<4_096).lazy.map { row in (0..<4_096).map { column in Float(column == row ? 1 : 0) } }
        var cells = CellAccumulator(.maximum, size: size, columns: 4_096)
        for row in rows { row.withUnsafeBufferPointer { cells.add($0) } }
        cells.finish()
        let grid = CellGrid(queries: 4_096, keys: 4_096, size: size)
        var pooled = try HeatmapGrid(matrices: Tensor(shape: [grid.rows, grid.columns], elements: cells.values))
        pooled.cellGrid = grid
        return pooled
    }

    private func compared(_ oneFile: [UInt8], _ anotherFile: [UInt8]) throws -> (ImageComparison, RGBImage) {
        let (expected, actual) = (try RGBImage(png: oneFile), try RGBImage(png: anotherFile))
        let comparison = try ImageComparison(expected: expected, actual: actual, tolerance: 8)
        let strip = try ImageComparison.strip(expected: expected, actual: actual).png()
        return (comparison, try RGBImage(png: strip))
    }

    /// Lines of examples stand in this file.
    @Test func everyExampleIsCompiled() throws {
        let file = URL(fileURLWithPath: #filePath)
        let compiled = Set(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(Self.trimmed))
        let sources = file.deletingLastPathComponent().appendingPathComponent("../../Sources")
        var count = 0
        for target in ["Heatmaps", "CairoRendering"] {
            let folder = sources.appendingPathComponent(target)
            let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
            for path in paths where path.hasSuffix(".md") || path.hasSuffix(".swift") {
                let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
                let examples = path.hasSuffix(".md") ? Self.blocks(text) : Self.comments(text)
                for line in examples where !line.isEmpty {
                    #expect(compiled.contains(line), "\(path): \(line)")
                    count += 1
                }
            }
        }
        #expect(count >= 30)
    }

    /// The lines of blocks of Swift code in Markdown.
    private static func blocks(_ text: String) -> [String] {
        text.components(separatedBy: "```swift\n").dropFirst()
            .flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n").map(trimmed) }
    }

    /// The lines of code in documentation comments: those indented by four spaces.
    private static func comments(_ text: String) -> [String] {
        text.split(separator: "\n").map(trimmed).filter { $0.hasPrefix("///     ") }
            .map { trimmed($0.dropFirst(3)) }
    }

    private static func trimmed(_ line: some StringProtocol) -> String { line.trimmingCharacters(in: .whitespaces) }
}
