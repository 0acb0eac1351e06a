import Attention
import Tensors

extension WeightsSource {
    /// Calls `body` with the rows of a part.
    ///
    /// - Throws: as `withRows(_:_:)`; `AxisError` and `WeightsError` for a part that does not exist.
    public func withRows<Result>(
        of part: WeightsPart, _ pass: RowPass = RowPass(), _ body: (any WeightRows) throws -> Result
    ) throws -> Result {
        try withRows(pass) { rows in
            if part.selection.choices.isEmpty { try verify() }
            return try body(part.rows(of: rows))
        }
    }

    /// The weights of a part, pooled into cells. Only blocks of rows are held in memory.
    ///
    /// - Parameters:
    ///   - part: the part of the weights.
    ///   - size: the size of a cell.
    ///   - rule: the value of a cell that covers several weights.
    ///   - hasMarginals: whether to compute marginals.
    ///   - pass: threads and memory limit.
    /// - Throws: as `withRows(of:)`; `MemoryError`, before the work starts.
    public func cells(
        of part: WeightsPart = WeightsPart(), size: CellSize = 1, rule: PoolingRule = .maximum,
        hasMarginals: Bool = false, pass: RowPass = RowPass()
    ) throws -> WeightCells {
        func compute<Result>(_ pass: RowPass, _ body: (CellComputation, _ drawsAllKeys: Bool) throws -> Result) throws
            -> Result
        {
            let plan = try MemoryPlan(self, part, cells: (size, rule), hasMarginals: hasMarginals)
            let pass = try plan.fitting(pass)
            return try withRows(of: part, pass) { rows in
                try body(
                    CellComputation(rows: rows, size: size, rule: rule, hasMarginals: hasMarginals, pass: pass),
                    !part.mergesWords && rows.axes.keys.positions == axes.keys.positions)
            }
        }
        var leastNeeded = Int.max
        do {
            if !hasMarginals, try hasKernel(for: part, size, rule, pass),
                let cells = try compute(pass, { try $0.kernelCells(drawsAllKeys: $1) })
            {
                return cells
            }
        } catch let error as MemoryError {
            // Small row blocks may need less memory than the kernel.
            leastNeeded = error.needed
        }
        var pass = pass
        pass.kernelThreshold = .max
        do {
            let cells = try compute(pass) { try $0.cells(drawsAllKeys: $1) }
            guard cells.fillCount > 0 else { return cells }
            // Only now it is known that the values are scores with a mask: compute the cells without those that stand for it.
            var masked = try SourceWithMask.maskingFills(self).cells(
                of: part, size: size, rule: rule, hasMarginals: hasMarginals, pass: pass)
            masked.fillCount = cells.fillCount
            return masked
        } catch let error as MemoryError {
            throw MemoryError(work: error.work, needed: min(error.needed, leastNeeded), limit: error.limit)
        }
    }

    /// Checks the memory that `cells` needs, before any weight is read or computed.
    ///
    /// - Throws: `MemoryError`; `AxisError` and `WeightsError` for a part that does not exist.
    func checkCells(
        of part: WeightsPart, size: CellSize, rule: PoolingRule, hasMarginals: Bool, pass: RowPass
    ) throws {
        let plan = try MemoryPlan(self, part, cells: (size, rule), hasMarginals: hasMarginals)
        var blocks = pass
        blocks.kernelThreshold = .max
        do {
            _ = try plan.fitting(blocks)
        } catch let error as MemoryError {
            // The kernel may need less memory than the smallest blocks.
            do {
                _ = try plan.fitting(pass)
            } catch let other as MemoryError {
                throw error.needed <= other.needed ? error : other
            }
        }
    }

    /// Whether there is a kernel. Only the outline of the source is used, as reading a source may decode all of it.
    private func hasKernel(
        for part: WeightsPart, _ size: CellSize, _ rule: PoolingRule, _ pass: RowPass
    ) throws -> Bool {
        let rows = try part.rows(of: outline(pass))
        let (queries, keys) = (0..<rows.axes.queryCount, 0..<rows.axes.keyCount)
        return rows.cellKernel(queries: queries, keys: keys, size: size, rule: rule) != nil
    }
}
