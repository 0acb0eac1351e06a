import Support
import Tensors
import Testing

@testable import Heatmaps

struct CellGridFigureTests {
    /// A figure whose cells hold `size` positions.
    private func figure(
        _ rule: PoolingRule = .maximum, size: CellSize, queries: Int, keys: Int
    ) throws -> HeatmapGrid {
        let cells = CellGrid(queries: queries, keys: keys, size: size)
        let count = cells.rows * cells.columns
        let values = try Tensor(
            shape: [cells.rows, cells.columns], elements: (0..<count).map { Float($0) / Float(count) })
        var grid = try HeatmapGrid(panels: [[HeatmapPanel(values)]])
        (grid.poolingRule, grid.cellGrid) = (rule, cells)
        return grid
    }

    private func scene(_ grid: HeatmapGrid) throws -> FigureScene {
        try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).scene()
    }

    @Test func axesAndWordsCountPositions() throws {
        var grid = try figure(size: 16, queries: 1600, keys: 3190)
        grid.page.cellSize = 3
        grid.x = HeatmapAxis(label: "Keys", positionName: "key")
        grid.y = HeatmapAxis(label: "Queries", positionName: "query")
        let scene = try scene(grid)
        let texts = scene.texts.map(\.text)
        #expect(texts.contains("1 cell = max of 16 \u{00D7} 16"))
        let numbers = texts.compactMap { Int($0) }
        #expect((numbers.max() ?? 0) >= 3000 && numbers.allSatisfy { $0 < 3190 && $0.isMultiple(of: 100) })
        #expect(
            scene.description
                == "Heatmap of 1600 queries by 3190 keys. Each cell is the maximum of 16 by 16 values. "
                + "Values from 0 to 0.9999. "
                + "The largest value, 0.9999, is at query 1584\u{2013}1599, key 3184\u{2013}3189.")
        // The cells are drawn one by one.
        #expect(scene.blocks[0].rows == 100 && scene.blocks[0].columns == 200)
    }

    @Test func theTickOfAPositionStandsOnItsCell() throws {
        var grid = try figure(size: 10, queries: 40, keys: 50)
        grid.page.cellSize = 24
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        let panel = plan.panels[0].frame
        #expect(plan.cellSize == 10)
        #expect(abs(panel.width - 5 * plan.cell.width) < 1e-9)
        let label = try #require(plan.texts.first { $0.text == "20" && $0.box.y > panel.maxY })
        #expect(abs(label.box.midX - (panel.x + 2.05 * plan.cell.width)) < 0.5)
    }

    @Test func tokensAndPartsAreOfPositions() throws {
        var grid = try figure(size: 2, queries: 5, keys: 6)
        grid.x.labels = .tokens(["a", "b", "c", "d", "e", "f"])
        grid.y.segments = AxisSegments(starts: [4])
        #expect(try scene(grid).texts.map(\.text).contains("f"))
        grid.x.labels = .tokens(["a", "b", "c"])
        #expect(throws: FigureError.labelCount(axis: "x", expected: 6, found: 3)) { try scene(grid) }
    }

    @Test func layoutPoolsFurtherByWholeFactors() throws {
        var grid = try figure(size: 3, queries: 900, keys: 900)
        grid.page.resolution = 72
        grid.page.size = FigureSize(width: 220, height: 200)
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        #expect(plan.cellSize.keys > 3 && plan.cellSize.keys.isMultiple(of: 3))
        #expect(
            try scene(grid).texts.map(\.text).contains(
                "1 cell = max of \(plan.cellSize.queries) \u{00D7} \(plan.cellSize.keys)"))
        // The last position has the largest value, at any cell size.
        let block = try scene(grid).blocks[0]
        #expect(block.indices.last == 255)
    }

    @Test func poolingTwiceIsPoolingOnce() throws {
        var random = SeededGenerator(seed: 5)
        for rule in PoolingRule.allCases {
            for _ in 0..<50 {
                let (rows, columns) = (random.integer(1...40), random.integer(1...40))
                let (first, second) = (random.integer(1...6), random.integer(1...6))
                let elements = (0..<rows * columns).map { _ in Float(random.integer(0...1000)) / 1000 }
                var whole = try HeatmapGrid(matrices: Tensor(shape: [rows, columns], elements: elements))
                whole.poolingRule = rule
                let once = try whole.pooled(to: CellSize(first * second))
                let twice = try whole.pooled(to: CellSize(first)).pooled(to: CellSize(first * second))
                #expect(once.cellGrid == twice.cellGrid)
                let (one, other) = (try #require(once.panels[0]), try #require(twice.panels[0]))
                #expect(zip(one.values.elements, other.values.elements).allSatisfy { abs($0 - $1) < 1e-6 })
                #expect(one.kinds == other.kinds)
            }
        }
    }

    @Test func aMeanCountsMaskedPositionsAsZero() throws {
        let panel = try HeatmapPanel(
            Tensor(shape: [1, 6], elements: [9, 1, 9, 9, .nan, 2]), masked: [true, false, true, true, false, false])
        var grid = try HeatmapGrid(panels: [[panel]])
        grid.poolingRule = .mean
        let pooled = try #require(grid.pooled(to: 2).panels[0])
        #expect(pooled.kinds == [.value, .masked, .notANumber])
        #expect(pooled.values.elements[0] == 0.5)
    }

    @Test(arguments: [(700, 900), (131_072, 131_072), (50, 60), (9000, 7)])
    func oneCellIsEnoughToAskForTheSizeOfCells(queries: Int, keys: Int) throws {
        var open = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 1], elements: [1]))]])
        open.cellGrid = CellGrid(queries: queries, keys: keys, size: CellSize(queries: queries, keys: keys))
        let size = try HeatmapLayout(open, measurer: FixedWidthMeasurer()).outline().cellSize
        var grid = try figure(size: size, queries: queries, keys: keys)
        // What has cells of that size is not pooled again, and would be without it.
        #expect(try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid)).cellSize == size)
        guard queries * keys < 1_000_000 else { return }
        grid = try figure(size: 1, queries: queries, keys: keys)
        #expect(try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid)).cellSize == size)
    }

    @Test func whatDoesNotFitIsRefused() throws {
        var grid = try figure(size: 4, queries: 10, keys: 10)
        grid.cellGrid = CellGrid(queries: 10, keys: 13, size: 4)
        #expect(
            throws: FigureError.pooledShapeMismatch(positions: [10, 13], size: 4, expected: [3, 4], found: [3, 3])
        ) { try scene(grid) }
    }

    /// The colours are the same whether positions were pooled before the figure or for it.
    @Test func coloursSpanTheCellsThatAreDrawn() throws {
        var random = SeededGenerator(seed: 7)
        let elements = (0..<900 * 900).map { _ in Float(random.integer(0...1000)) / 1000 }
        for rule in PoolingRule.allCases {
            var whole = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [900, 900], elements: elements))]])
            whole.poolingRule = rule
            whole.page.cellSize = 0.1
            let size = try HeatmapLayout(whole, measurer: FixedWidthMeasurer()).outline().cellSize
            #expect(size.keys > 1)
            var pooled = try whole.pooled(to: size)
            pooled.page.cellSize = nil
            let (one, other) = (try scene(whole), try scene(pooled))
            #expect(one.blocks[0].indices == other.blocks[0].indices)
            #expect(Set(one.blocks[0].indices).isSuperset(of: [0, 255]))
            #expect(one.description == other.description)
        }
    }

    /// A page that is laid out before the values are there has room for the numbers at their bar.
    @Test(arguments: [2_500, 3_000, 5_000, 20_000], [Float(1), 0.04, 0.0007])
    func narrowPagesAreUsed(positions: Int, largest: Float) throws {
        var open = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 1], elements: [1]))]])
        open.page.width = 241
        open.colors.minimum = 0
        open.cellGrid = CellGrid(queries: positions, keys: positions, size: CellSize(positions))
        let size = try HeatmapLayout(open, measurer: FixedWidthMeasurer()).outline().cellSize
        var grid = try figure(size: size, queries: positions, keys: positions)
        grid = try HeatmapGrid(panels: [[HeatmapPanel(try #require(grid.panels[0]).values.map { $0 * largest })]])
        (grid.page, grid.colors) = (open.page, open.colors)
        grid.cellGrid = CellGrid(queries: positions, keys: positions, size: size)
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        #expect(plan.cellSize == size)
        #expect(plan.panels[0].frame.width > 95)
    }

    /// Areas of small masked cells have the look of the legend, and no line leaves them.
    @Test func smallMaskedCellsAreHatchedAsAreas() throws {
        let count = 60
        let values = try Tensor(shape: [count, count], elements: (0..<count * count).map { Float($0) })
        let masked = (0..<count * count).map { $0 % count > $0 / count || $0 == 59 * count + 3 }
        var grid = try HeatmapGrid(panels: [[HeatmapPanel(values, masked: masked)]])
        grid.page.cellSize = 2
        let scene = try scene(grid)
        let frame = scene.blocks[0].frame
        let side = frame.width / Double(count)
        let hatching = scene.items.compactMap { item -> StrokeGroup? in
            if case .strokes(let group) = item, group.color == grid.theme.maskedLine { group } else { nil }
        }
        // The last line is that of the legend.
        let lines = try #require(hatching.first).lines.dropLast()
        #expect(lines.count > 10 && lines.count < count)
        for line in lines {
            for share in [0.0, 0.25, 0.5, 0.75, 1] {
                let x = line.start.x + (line.end.x - line.start.x) * share
                let y = line.start.y + (line.end.y - line.start.y) * share
                #expect((x - frame.x) / side > (y - frame.y) / side)
            }
        }
    }

    /// One query of a long context, as in decoding, is drawn as a visible strip, with a correct description.
    @Test(arguments: [(1, 3_000), (3_000, 1), (100, 20_000), (3, 700), (9_000, 90)])
    func narrowAxesCanBeSeen(queries: Int, keys: Int) throws {
        var open = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, 1], elements: [1]))]])
        open.cellGrid = CellGrid(queries: queries, keys: keys, size: CellSize(queries: queries, keys: keys))
        let size = try HeatmapLayout(open, measurer: FixedWidthMeasurer()).outline().cellSize
        let grid = try figure(size: size, queries: queries, keys: keys)
        let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
        #expect(plan.cellSize == size)
        let frame = plan.panels[0].frame
        #expect(min(frame.width, frame.height) >= 11.5 && max(frame.width, frame.height) > 200)
        // Few positions are shown one by one.
        let (few, sides) = (min(queries, keys), size.sides)
        if few <= 100 { #expect((queries < keys ? sides[0] : sides[1]) == 1) }
        let scene = try scene(grid)
        if !size.isOne {
            #expect(scene.texts.map(\.text).contains("1 cell = max of \(sides[0]) \u{00D7} \(sides[1])"))
        }
        #expect(scene.blocks[0].indices.count == grid.cellGrid.rows * grid.cellGrid.columns)
    }

    /// Only panels that are too thin to be visible are stretched.
    @Test func cellsAreSquareOtherwise() throws {
        for (queries, keys) in [(2, 10), (1, 8), (64, 64), (100, 700), (3000, 400), (5000, 300)] {
            let grid = try figure(size: 1, queries: queries, keys: keys)
            let plan = try HeatmapLayout(grid, measurer: FixedWidthMeasurer()).plan(ColorScales(grid))
            #expect(plan.cell.width == plan.cell.height && plan.cellSize.queries == plan.cellSize.keys)
        }
    }
}
