import Tensors
import Testing

/// Pooled cells against their definition, written out position by position.
@Suite struct CellAccumulatorTests {
    private struct Case {
        var random: TorchGenerator
        let rows: Int
        let columns: Int
        let size: CellSize
        let values: [Float]
        let mask: [Bool]?

        init(seed: Int) throws {
            random = TorchGenerator(seed: seed)
            rows = 1 + seed % 7
            columns = 1 + seed * 5 % 13
            size = CellSize(queries: 1 + seed % 4, keys: 1 + seed / 4 % 5)
            let normal = try random.normal([rows, columns]).elements
            values = normal.enumerated().map { $1 > 1.6 ? .nan : $0.isMultiple(of: 11) ? -.infinity : $1 }
            let chances = try random.normal([rows, columns]).elements
            mask = seed.isMultiple(of: 3) ? nil : chances.map { $0 > 0.2 }
        }

        func expected(_ rule: PoolingRule) -> (values: [Float], masked: [Bool]) {
            let grid = CellGrid(queries: rows, keys: columns, size: size)
            var (cells, masked) = ([Float](), [Bool]())
            for row in 0..<grid.rows {
                for column in 0..<grid.columns {
                    let places = grid.queries(ofRow: row).flatMap { query in
                        grid.keys(ofColumn: column).map { query * columns + $0 }
                    }
                    let open = places.filter { mask?[$0] != true }.map { values[$0] }
                    masked.append(open.isEmpty)
                    if open.isEmpty {
                        cells.append(0)
                    } else if rule == .mean {
                        cells.append(Float(open.reduce(0.0) { $0 + Double($1) } / Double(places.count)))
                    } else {
                        cells.append(open.contains { $0.isNaN } ? .nan : open.max() ?? .nan)
                    }
                }
            }
            return (cells, masked)
        }

        func accumulator(_ rule: PoolingRule, rows range: Range<Int>) -> CellAccumulator {
            var cells = CellAccumulator(rule, size: size, columns: columns, isMasked: mask != nil)
            values.withUnsafeBufferPointer { values in
                for row in range {
                    let part = row * columns..<(row + 1) * columns
                    let line = UnsafeBufferPointer(rebasing: values[part])
                    if let mask {
                        mask.withUnsafeBufferPointer {
                            cells.add(line, masked: UnsafeBufferPointer(rebasing: $0[part]))
                        }
                    } else {
                        cells.add(line)
                    }
                }
            }
            cells.finish()
            return cells
        }
    }

    @Test(arguments: PoolingRule.allCases)
    func cellsFollowTheirDefinition(rule: PoolingRule) throws {
        for seed in 0..<400 {
            let sample = try Case(seed: seed)
            let cells = sample.accumulator(rule, rows: 0..<sample.rows)
            let (values, masked) = sample.expected(rule)
            #expect(cells.values.count == values.count)
            for (found, expected) in zip(cells.values, values) {
                let isClose = found == expected || abs(found - expected) <= 1e-6 * max(1, abs(expected))
                #expect(isClose || found.isNaN && expected.isNaN, "seed \(seed): \(found) for \(expected)")
            }
            #expect(cells.masked == (sample.mask == nil ? [] : masked), "seed \(seed)")
        }
    }

    @Test(arguments: PoolingRule.allCases)
    func partsOfWholeCellsAreTheSameBits(rule: PoolingRule) throws {
        for seed in 0..<200 {
            let sample = try Case(seed: seed)
            var joined = sample.accumulator(rule, rows: 0..<0)
            for start in stride(from: 0, to: sample.rows, by: sample.size.queries) {
                let end = min(start + sample.size.queries, sample.rows)
                joined.append(sample.accumulator(rule, rows: start..<end))
            }
            let whole = sample.accumulator(rule, rows: 0..<sample.rows)
            #expect(joined.values.map(\.bitPattern) == whole.values.map(\.bitPattern))
            #expect(joined.masked == whole.masked)
        }
    }

    @Test func cellsThatStandForSeveralPositionsWeighAsMany() {
        // Columns of 2, 2 and 1 positions, rows of 2 and 1: 15 positions in one cell.
        var cells = CellAccumulator(.mean, size: 4, columns: 3, columnWeights: [2, 2, 1])
        for (row, weight) in [([1, 2, 3] as [Float], 2), ([4, 5, 6], 1)] {
            row.withUnsafeBufferPointer { cells.add($0, weight: weight) }
        }
        cells.finish()
        #expect(cells.values == [Float((2.0 * (2 + 4 + 3) + 8 + 10 + 6) / 15)])
    }

    @Test func gridsCountCellsAndPositions() {
        let grid = CellGrid(queries: 10, keys: 7, size: CellSize(queries: 4, keys: 3))
        #expect((grid.rows, grid.columns) == (3, 3))
        #expect(grid.queries(ofRow: 2) == 8..<10)
        #expect(grid.keys(ofColumn: 2) == 6..<7)
    }
}
