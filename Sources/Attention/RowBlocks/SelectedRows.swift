import Tensors

/// Selected matrices, queries and keys of rows.
public struct SelectedRows: WeightRows {
    public let axes: WeightAxes
    private let base: any WeightRows
    /// The index in `base` of each matrix.
    private let matrices: [Int]
    private let queries: ChosenPositions
    private let keys: ChosenPositions

    /// - Parameters:
    ///   - base: the rows to select from.
    ///   - selection: positions along named axes; a single position drops its axis, except `query` and `key`.
    ///   - queries: a range of the queries of `base`; nil for all.
    ///   - keys: a range of the keys of `base`; nil for all.
    /// - Throws: `AxisError` if an axis is unknown or a position is outside it.
    /// - Precondition: the ranges are inside their axes, and `selection` does not choose along the same axis.
    public init(
        _ base: any WeightRows, _ selection: AxisSelection, queries: Range<Int>? = nil, keys: Range<Int>? = nil
    ) throws(AxisError) {
        let all = base.axes.all
        var chosen = all.map { Array($0.positions.indices) }
        var dropped: [(axis: Int, fixed: FixedAxis)] = []
        for (name, choice) in selection.choices {
            guard let axis = all.firstIndex(where: { $0.name == name }) else {
                // The only position of an axis that was dropped before.
                if let fixed = base.axes.fixed.first(where: { $0.name == name }), let number = fixed.position,
                    choice.isPosition(number)
                {
                    continue
                }
                throw .unknownAxis(name, known: all.map(\.name))
            }
            chosen[axis] = try AxisSelection.indices(choice, along: all[axis])
            if axis < all.count - 2, case .position = choice {
                dropped.append((axis, FixedAxis(name: name, position: all[axis].positions[chosen[axis][0]])))
            }
        }
        if let queries { chosen[all.count - 2] = Array(queries) }
        if let keys { chosen[all.count - 1] = Array(keys) }
        let batch = all.firstIndex { $0.name == "batch" }.map { chosen[$0] }
        let parts = zip(all, chosen).map { axis, indices in
            let part = axis.taking(indices)
            return batch.map { part.taking(batch: $0) } ?? part
        }
        let kept = parts.indices.dropLast(2).filter { axis in !dropped.contains { $0.axis == axis } }
        axes = WeightAxes(
            leading: kept.map { parts[$0] }, queries: parts[all.count - 2], keys: parts[all.count - 1],
            fixed: base.axes.fixed + dropped.map(\.fixed))
        self.base = base
        // The row-major index of each combination of positions.
        matrices = chosen.dropLast(2).enumerated().reduce([0]) { indices, axis in
            indices.flatMap { index in axis.element.map { index * all[axis.offset].positions.count + $0 } }
        }
        self.queries = ChosenPositions(chosen[all.count - 2])
        self.keys = ChosenPositions(chosen[all.count - 1])
    }

    public var canMask: Bool { base.canMask }
    public var rowElements: Int { base.rowElements }

    public func memory(rows: Int) -> Int {
        let copies = queries.range == nil || keys.range == nil
        return base.memory(rows: min(rows, queries.longestRun))
            + (copies ? rows * keys.count * (MemoryLayout<Float>.size + 1) : 0)
    }

    /// The kernel of the base where queries and keys are neighbours; its positions are those of the base.
    public func cellKernel(
        queries part: Range<Int>, keys keyPart: Range<Int>, size: CellSize, rule: PoolingRule
    ) -> CellKernel? {
        guard let queryRange = queries.range, let keyRange = keys.range else { return nil }
        return base.cellKernel(
            queries: part.shifted(by: queryRange.lowerBound), keys: keyPart.shifted(by: keyRange.lowerBound),
            size: size, rule: rule)?.choosing(matrices)
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        if let queryRange = queries.range, let keyRange = keys.range {
            return try base.withRows(rows.shifted(by: queryRange.lowerBound), of: matrices[matrix]) {
                try body($0.reindexed(matrix: matrix, rows: rows, keys: keyRange))
            }
        }
        var (weights, masked, emptyRows) = ([Float](), [Bool](), 0)
        weights.reserveCapacity(rows.count * keys.count)
        for run in queries.runs(rows) {
            try base.withRows(run, of: matrices[matrix]) { block in
                emptyRows += block.emptyRows
                for row in 0..<run.count {
                    weights.append(contentsOf: keys.taking(block.row(row)))
                    guard canMask else { continue }
                    if let mask = block.mask(row) {
                        masked.append(contentsOf: keys.taking(mask))
                    } else {
                        masked.append(contentsOf: repeatElement(false, count: keys.count))
                    }
                }
            }
        }
        return try RowBlock.with(
            matrix: matrix, rows: rows, keys: keys.count, weights: weights, masks: canMask ? masked : nil,
            emptyRows: emptyRows, body)
    }
}

/// Positions along an axis in the order they were chosen.
private struct ChosenPositions: Sendable {
    private let positions: [Int]
    /// The positions as a range; nil if they are not consecutive.
    let range: Range<Int>?
    /// The most neighbours that follow each other.
    let longestRun: Int

    init(_ positions: [Int]) {
        self.positions = positions
        let first = positions.first ?? 0
        range = positions.elementsEqual(first..<first + positions.count) ? first..<first + positions.count : nil
        var (run, longest) = (0, 0)
        for (index, position) in positions.enumerated() {
            run = index > 0 && positions[index - 1] + 1 == position ? run + 1 : 1
            longest = max(longest, run)
        }
        longestRun = longest
    }

    var count: Int { positions.count }

    func taking<Element>(_ row: UnsafeBufferPointer<Element>) -> [Element] {
        if let range { return Array(row[range]) }
        return positions.map { row[$0] }
    }

    /// The positions at some indices, divided into runs of consecutive positions.
    func runs(_ indices: Range<Int>) -> [Range<Int>] {
        if let range { return [indices.shifted(by: range.lowerBound)] }
        return positions[indices].reduce(into: []) { runs, position in
            if let last = runs.last, last.upperBound == position {
                runs[runs.count - 1] = last.lowerBound..<position + 1
            } else {
                runs.append(position..<position + 1)
            }
        }
    }
}

extension Range<Int> {
    func shifted(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}
