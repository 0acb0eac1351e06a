import Attention
import Tensors

/// Computes the cells of rows, by row blocks or by the kernel.
struct CellComputation {
    let rows: any WeightRows
    let size: CellSize
    let rule: PoolingRule
    let hasMarginals: Bool
    let pass: RowPass

    /// Rows with a smaller sum are noted. Rounding of weights to bfloat16 changes sums by less.
    private static let leastSum = 0.98

    private var axes: WeightAxes { rows.axes }
    private var grid: CellGrid { CellGrid(queries: axes.queryCount, keys: axes.keyCount, size: size) }

    /// The cells, computed by row blocks.
    ///
    /// - Parameter drawsAllKeys: whether all keys of the source are in the part.
    func cells(drawsAllKeys: Bool) throws -> WeightCells {
        let (axes, rule, size, hasMarginals, isMasked) = (axes, rule, size, hasMarginals, rows.canMask)
        var parts = try pass.run(over: rows, multiple: size.queries) { matrix in
            CellConsumer(
                axes, matrix: matrix, rule: rule, size: size, isMasked: isMasked, marginals: hasMarginals)
        }
        for index in parts.indices { parts[index].finish() }
        var survey = AttentionSurvey(keys: axes.keyCount)
        for part in parts { survey.append(part.survey) }
        let sums = survey.sumsBelowOne.flatMap { $0.lowerBound < Self.leastSum ? $0 : nil }
        return WeightCells(
            axes: axes, grid: grid, rule: rule, values: parts.map(\.cells.values),
            masked: isMasked ? parts.map(\.cells.masked) : nil,
            marginals: hasMarginals ? parts.compactMap(\.marginals) : nil,
            emptyRows: parts.reduce(0) { $0 + $1.emptyRows },
            firstKeyShare: drawsAllKeys ? survey.firstKeyShare(keys: axes.keyCount) : nil,
            looksTransposed: try drawsAllKeys && !isMasked && looksTransposed(parts.map(\.survey)),
            fillCount: survey.fillCount, sumsBelowOne: drawsAllKeys ? sums : nil)
    }

    /// Whether all columns of all matrices sum to 1 while some row does not.
    ///
    /// The first pass summed a few columns of each matrix; only if all of these sum to 1, a second pass sums all columns.
    private func looksTransposed(_ surveys: [AttentionSurvey]) throws -> Bool {
        guard surveys.contains(where: \.hasOtherRows), surveys.allSatisfy(\.hasColumnsOfOne) else { return false }
        let keys = axes.keyCount
        return try pass.run(over: rows) { _ in ColumnSums(keys: keys) }.allSatisfy(\.areOne)
    }

    /// The cells, computed by the kernel; nil if it does not apply.
    ///
    /// - Parameter drawsAllKeys: whether all keys of the source are in the part.
    func kernelCells(drawsAllKeys: Bool) throws -> WeightCells? {
        guard
            let kernel = rows.cellKernel(
                queries: 0..<axes.queryCount, keys: 0..<axes.keyCount, size: size, rule: rule),
            let maps = try kernel.maps(progress: pass.progress)
        else { return nil }
        // Queries whose keys are all masked are left out of the mean.
        let emptyRows = maps.reduce(0) { $0 + $1.deadQueries.count }
        let rowCount = maps.count * axes.queryCount - emptyRows
        let sum = maps.reduce(0.0) { $0 + $1.firstKeySum }
        return WeightCells(
            axes: axes, grid: grid, rule: rule, values: maps.map(\.values.elements),
            masked: rows.canMask
                ? maps.map { $0.masked?.elements ?? [Bool](repeating: false, count: $0.values.shape.count) } : nil,
            marginals: nil, emptyRows: emptyRows,
            firstKeyShare: drawsAllKeys && rowCount > 0 && axes.keyCount > 1 ? sum / Double(rowCount) : nil,
            looksTransposed: false)
    }
}

/// Accumulates the cells and statistics of one matrix.
struct CellConsumer: RowConsumer {
    private(set) var cells: CellAccumulator
    private(set) var survey: AttentionSurvey
    private(set) var marginals: AttentionMarginals?
    private(set) var emptyRows = 0

    init(_ axes: WeightAxes, matrix: Int, rule: PoolingRule, size: CellSize, isMasked: Bool, marginals: Bool) {
        cells = CellAccumulator(rule, size: size, columns: axes.keyCount, isMasked: isMasked)
        survey = AttentionSurvey(keys: axes.keyCount)
        self.marginals = marginals ? AttentionMarginals(axes, matrix: matrix) : nil
    }

    mutating func add(_ block: RowBlock) throws {
        for index in 0..<block.rows.count { cells.add(block.row(index), masked: block.mask(index)) }
        survey.add(block)
        try marginals?.add(block)
        emptyRows += block.emptyRows
    }

    mutating func append(_ next: CellConsumer) {
        var next = next
        // Parts are multiples of the height of a cell, so both end with a complete row of cells.
        finish()
        next.finish()
        cells.append(next.cells)
        survey.append(next.survey)
        if let more = next.marginals { marginals?.append(more) }
        emptyRows += next.emptyRows
    }

    mutating func finish() { cells.finish() }
}
