import Attention
import Tensors

extension ComputedWeights {
    /// Writes the scores of a part, before mask and softmax, to a file.
    ///
    /// - Throws: as `save`.
    public func saveScores(
        _ part: WeightsPart = WeightsPart(), to path: String, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        let pass = try MemoryPlan(self, part).fitting(pass)
        return try withScores(pass) { try part.rows(of: $0).write(name: "scores", to: path, pass: pass) }
    }

    /// Writes the output of a part, the weighted sums of the values, to a file. Selections along axes that the output does not
    /// have, such as `key`, are ignored.
    ///
    /// - Throws: as `save`; `AttentionError.valueCountMismatch` without values.
    public func saveOutput(
        _ part: WeightsPart = WeightsPart(), to path: String, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        func selected(_ rows: any WeightRows) throws -> SelectedRows {
            let names = rows.axes.all.map(\.name)
            let selection = try AxisSelection(part.selection.choices.filter { names.contains($0.axis) })
            return try SelectedRows(rows, selection.keeping(["query"]))
        }
        let pass = try fittingOutput(pass)
        let file = try withOutput(pass) { try selected($0).write(name: "output", to: path, pass: pass) }
        guard let file else { throw AttentionError.valueCountMismatch(keys: axes.keyCount, values: 0) }
        return file
    }

    /// The pass with blocks of the output that fit its memory limit; unchanged without values.
    ///
    /// - Throws: as `MemoryPlan.fitting(_:)`.
    func fittingOutput(_ pass: RowPass) throws -> RowPass {
        guard let outline = try outputOutline(pass) else { return pass }
        return try MemoryPlan(residentBytes: residentBytes) { _ in outline }.fitting(pass)
    }
}
