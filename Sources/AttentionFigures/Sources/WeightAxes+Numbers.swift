import Attention
import TensorFiles
import Tensors

extension WeightAxes {
    /// The default names of the axes of a tensor: those that the names of its tensors say, such as `layer` for
    /// `layer.3.attention`, then the others in the usual order (batch, head, query, key); else those of its number of axes.
    ///
    /// - Throws: `AxisError.noCustomaryNames`.
    static func defaultNames(_ tensor: StoredTensor) throws(AxisError) -> [String] {
        let stacked = tensor.numbers.axes.map(\.name)
        let known = stacked.compactMap { $0 }
        let named = known + tensor.numbers.positions.map(\.axis)
        let others = ["batch", "head"].filter { !named.contains($0) }
        let rest = tensor.shape.rank - stacked.count - 2
        guard known.count == stacked.count, !named.isEmpty, (0...others.count).contains(rest) else {
            return try customaryNames(tensor.shape.dimensions)
        }
        return known + others.suffix(rest) + ["query", "key"]
    }
}
