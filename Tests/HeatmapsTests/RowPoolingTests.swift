import Support
import Tensors
import Testing

@testable import Heatmaps

struct RowPoolingTests {
    private func pooled(
        _ rule: PoolingRule, factor: Int, columns: Range<Int>, rowLength: Int, _ elements: [Float],
        rowsAtOnce: Int = 1, height: Int? = nil
    ) -> [Float] {
        var pooling = RowPooling(rule, rowsPerCell: height ?? factor, columnsPerCell: factor, columns: columns)
        let step = rowsAtOnce * rowLength
        for start in stride(from: 0, to: elements.count, by: step) {
            let rows = Array(elements[start..<min(start + step, elements.count)])
            rows.withUnsafeBufferPointer { pooling.add($0, rowLength: rowLength) }
        }
        pooling.finish()
        return pooling.cells
    }

    @Test func cellsAreThoseOfTheWholePanel() throws {
        var random = SeededGenerator(seed: 3)
        for rule in PoolingRule.allCases {
            for _ in 0..<100 {
                let (rows, columns) = (random.integer(1...30), random.integer(1...30))
                let (height, factor) = (random.integer(1...12), random.integer(1...12))
                var elements = (0..<rows * columns).map { _ in Float(random.integer(-500...500)) / 500 }
                if random.integer(0...2) == 0 { elements[random.integer(0...elements.count - 1)] = .nan }
                if random.integer(0...2) == 0 { elements[random.integer(0...elements.count - 1)] = -.infinity }
                var figure = try HeatmapGrid(matrices: Tensor(shape: [rows, columns], elements: elements))
                figure.poolingRule = rule
                let whole = try #require(figure.pooled(to: CellSize(queries: height, keys: factor)).panels[0])
                let cells = pooled(
                    rule, factor: factor, columns: 0..<columns, rowLength: columns, elements,
                    rowsAtOnce: random.integer(1...5), height: height)
                #expect(cells.count == whole.values.elements.count)
                for (index, cell) in cells.enumerated() {
                    #expect(cell.isNaN == (whole.kinds[index] == .notANumber))
                    #expect(
                        cell.isNaN || cell == whole.values.elements[index]
                            || abs(cell - whole.values.elements[index]) < 1e-6)
                }
            }
        }
    }

    @Test func aPartOfTheColumns() {
        let cells = pooled(
            .maximum, factor: 2, columns: 1..<4, rowLength: 5, [9, 1, 2, 3, 9, 9, 4, 0, 1, 9, 9, 5, 6, 7, 9])
        #expect(cells == [4, 3, 6, 7])
    }

    @Test(arguments: [[Float.nan, 1], [1, .nan], [.nan, .nan], [.nan, -.infinity]])
    func notANumberStays(column: [Float]) {
        #expect(pooled(.maximum, factor: 2, columns: 0..<1, rowLength: 1, column).map(\.isNaN) == [true])
    }
}
