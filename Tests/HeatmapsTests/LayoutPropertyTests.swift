import Support
import Tensors
import Testing

@testable import Heatmaps

/// Properties of the layout of every figure, tested on 300 random ones. A failure reports the seed.
struct LayoutPropertyTests {
    @Test(arguments: 0..<6)
    func everyPageIsInOrder(part: Int) throws {
        var drawn = 0
        for seed in UInt64(part * 50)..<UInt64(part * 50 + 50) {
            let grid = try RandomFigure(seed: seed).grid
            guard let scene = try grid.sceneUnlessPageIsUnfit(FixedWidthMeasurer()) else { continue }
            drawn += 1
            let faults = PageFaults(scene).sentences
            #expect(faults.isEmpty, "figure \(seed): \(faults.count) faults, such as \(faults.prefix(3))")
        }
        #expect(drawn > 35)
    }

    /// Rare ones: labels that meet below a panel smaller than a letter, below a bar longer than its panel, and of two bars
    /// of which only one ends in arrows.
    @Test(arguments: [872, 2228, 2507] as [UInt64])
    func rareFiguresAreInOrder(seed: UInt64) throws {
        let scene = try #require(try RandomFigure(seed: seed).grid.sceneUnlessPageIsUnfit(FixedWidthMeasurer()))
        #expect(PageFaults(scene).sentences == [])
    }

    /// A bar begins and ends at the smallest and largest value of all cells that it speaks for.
    @Test func barsSpeakForAllTheirPanels() throws {
        for seed in UInt64(0)..<300 {
            var grid = try RandomFigure(seed: seed).grid
            (grid.colors.minimum, grid.colors.maximum) = (nil, nil)
            let scales = try grid.colorScales()
            for (place, panel) in grid.panels.enumerated() {
                guard panel != nil else { continue }
                let (row, column) = place.quotientAndRemainder(dividingBy: grid.columns)
                let scale =
                    switch grid.colors.sharing {
                    case .shared: scales[0]
                    case .row: scales[row]
                    case .column: scales[column]
                    case .panel: scales[place]
                    }
                let others = grid.panels.enumerated().filter { other, _ in
                    switch grid.colors.sharing {
                    case .shared: true
                    case .row: other / grid.columns == row
                    case .column: other % grid.columns == column
                    case .panel: other == place
                    }
                }
                let shown = others.compactMap(\.element).flatMap { panel in
                    panel.values.elements.indices.filter { panel.masked?[$0] != true }.map { panel.values.elements[$0] }
                }.filter(\.isFinite)
                guard let lowest = shown.min(), let highest = shown.max() else { continue }
                #expect(scale.minimum == Double(lowest) && scale.maximum == Double(highest), "figure \(seed)")
            }
        }
    }

    /// However small a matrix is drawn, its only peak has the colour of the peak.
    @Test func aLonePeakIsVisibleAtEverySize() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<60 {
            let shape = [random.integer(1...90), random.integer(1...90)]
            var values = try Tensor(repeating: 0, shape: shape)
            values[random.integer(0...shape[0] - 1), random.integer(0...shape[1] - 1)] = 1
            var grid = try HeatmapGrid(matrices: values)
            grid.page.resolution = random.pick([40, 72, 150])
            grid.page.cellSize = random.real(0.01...4)
            let block = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene().blocks[0]
            let isOneValue = shape == [1, 1]
            #expect(block.indices.count { $0 == (isOneValue ? 0 : 255) } == 1, "\(shape) at \(grid.page)")
        }
    }

    /// Cells fill their panel, and panels begin on whole dots.
    @Test func cellsFillTheirPanels() throws {
        for seed in UInt64(0)..<100 {
            let grid = try RandomFigure(seed: seed).grid
            guard let scene = try grid.sceneUnlessPageIsUnfit(FixedWidthMeasurer()) else { continue }
            for block in scene.blocks.prefix(grid.panels.count { $0 != nil }) {
                let sides = [block.frame.width / Double(block.columns), block.frame.height / Double(block.rows)]
                let lengths = sides + [block.frame.x, block.frame.y]
                for dots in lengths.map({ $0 * grid.page.resolution / 72 }) {
                    #expect(abs(dots - dots.rounded()) < 1e-6, "figure \(seed)")
                }
                // Square, but where the panel could hardly be seen.
                if abs(sides[0] - sides[1]) < 1e-9 { continue }
                let few = sides[0] > sides[1] ? block.columns : block.rows
                #expect((sides.min() ?? 0) * Double(few) < 6 && (sides.max() ?? 0) <= 12, "figure \(seed)")
            }
        }
    }
}
