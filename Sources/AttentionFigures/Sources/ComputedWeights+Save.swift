import Attention
import Tensors

extension ComputedWeights {
    /// Writes the scores of a part, before mask and softmax, to a file.
    ///
    /// - Throws: as `save`.
    public func saveScores(
        _ part: WeightsPart = WeightsPart(), to path: String, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        let pass = try checkSaving(part, name: "scores", to: path, pass: pass)
        return try withScores(pass) { try part.rows(of: $0).write(name: "scores", to: path, pass: pass) }
    }

    /// Writes the output of a part, the weighted sums of the values, to a file. Selections along axes that the output does not
    /// have, such as `key`, are ignored.
    ///
    /// - Throws: as `save`; `AttentionError.valueCountMismatch` without values.
    public func saveOutput(
        _ part: WeightsPart = WeightsPart(), to path: String, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        let pass = try checkSavingOutput(part, to: path, pass: pass)
        let file = try withOutput(pass) { try Self.selected(part, $0).write(name: "output", to: path, pass: pass) }
        guard let file else { throw AttentionError.valueCountMismatch(keys: axes.keyCount, values: 0) }
        return file
    }

    /// As `checkSaving`, for the output.
    @discardableResult
    public func checkSavingOutput(
        _ part: WeightsPart = WeightsPart(), to path: String, pass: RowPass = RowPass()
    ) throws -> RowPass {
        if let outline = try outputOutline(pass) {
            let shape = try Shape(Self.selected(part, outline).axes.dimensions)
            try TensorStream.check(path: path, name: "output", shape: shape)
        }
        return try fittingOutput(pass)
    }

    private static func selected(_ part: WeightsPart, _ rows: any WeightRows) throws -> SelectedRows {
        let names = rows.axes.all.map(\.name)
        let selection = try AxisSelection(part.selection.choices.filter { names.contains($0.axis) })
        return try SelectedRows(rows, selection.keeping(["query"]))
    }

    /// The pass with blocks of the output that fit its memory limit; unchanged without values.
    ///
    /// - Throws: as `MemoryPlan.fitting(_:)`.
    func fittingOutput(_ pass: RowPass) throws -> RowPass {
        guard let outline = try outputOutline(pass) else { return pass }
        return try MemoryPlan(residentBytes: residentBytes) { _ in outline }.fitting(pass)
    }
}
