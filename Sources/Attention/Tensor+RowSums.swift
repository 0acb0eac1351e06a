import Tensors

extension Tensor {
    /// Whether matrices (..., Q, K) sum to 1 along their columns but not along their rows: weights whose rows are keys.
    ///
    /// A sum may differ from 1 by 1e-3; rows without any weight do not count.
    public var looksTransposed: Bool {
        guard shape.rank >= 2, shape.count > 0 else { return false }
        let (rows, columns) = (shape[shape.rank - 2], shape[shape.rank - 1])
        var rowsSum = true
        for matrix in stride(from: 0, to: shape.count, by: rows * columns) {
            var columnSums = [Double](repeating: 0, count: columns)
            for row in 0..<rows {
                var sum = 0.0
                for column in 0..<columns {
                    let value = Double(elements[matrix + row * columns + column])
                    sum += value
                    columnSums[column] += value
                }
                rowsSum = rowsSum && (sum == 0 || abs(sum - 1) <= 1e-3)
            }
            // NaN is no sum of 1.
            guard columnSums.allSatisfy({ abs($0 - 1) <= 1e-3 }) else { return false }
        }
        return !rowsSum
    }
}
