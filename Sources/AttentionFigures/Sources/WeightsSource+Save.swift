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
        let pass = try MemoryPlan(self, part).fitting(pass)
        return try withRows(of: part, pass) { try $0.write(name: name, to: path, maskedValue: maskedValue, pass: pass) }
    }
}
