import Attention
import TensorFiles
import Tensors

extension WeightsSource {
    /// Writes the weights of a part to a file, see `WeightRows.write`.
    ///
    /// - Throws: as `withRows(of:)`; `TensorFileError`; `MemoryError`, before the work starts.
    public func save(
        _ part: WeightsPart = WeightsPart(), name: String = "weights", to path: String, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        let pass = try checkSaving(part, name: name, to: path, pass: pass)
        return try withRows(of: part, pass) { try $0.write(name: name, to: path, maskedValue: maskedValue, pass: pass) }
    }

    /// Checks that the weights of a part can be written to a file, before any is read or computed.
    ///
    /// - Returns: the pass, in blocks that fit its memory limit.
    /// - Throws: `TensorFileError` for a format that cannot hold them, `MemoryError`; `AxisError` and `WeightsError` for a part
    ///   that does not exist.
    @discardableResult
    public func checkSaving(
        _ part: WeightsPart = WeightsPart(), name: String = "weights", to path: String, pass: RowPass = RowPass()
    ) throws -> RowPass {
        try TensorStream.check(path: path, name: name, shape: Shape(naming { try part.axes(of: axes) }.dimensions))
        return try MemoryPlan(self, part).fitting(pass)
    }
}
