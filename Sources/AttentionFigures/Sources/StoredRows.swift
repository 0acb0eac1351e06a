import Attention
import TensorFiles
import Tensors

/// The rows of weights in a file whose last two axes are `query` and `key` in either order.
struct StoredRows: WeightRows {
    let axes: WeightAxes
    private let tensor: StoredTensor
    /// Whether the rows of the file are keys.
    private let isTransposed: Bool

    private init(_ tensor: StoredTensor, axes: WeightAxes, isTransposed: Bool) {
        self.tensor = tensor
        self.axes = axes
        self.isTransposed = isTransposed
    }

    /// Whether rows can be read from the file one by one; otherwise the whole tensor has to be read.
    private static func isReadInParts(_ tensor: StoredTensor, names: [String]) -> Bool {
        tensor.isInPlace && Set(names.suffix(2)) == ["query", "key"]
    }

    /// The memory of a tensor that has to be read as a whole, in bytes; otherwise 0.
    static func residentBytes(_ tensor: StoredTensor, names: [String]) -> Int {
        guard !isReadInParts(tensor, names: names) else { return 0 }
        return tensor.shape.count.multipliedReportingOverflow(by: 2 * MemoryLayout<Float>.size).partialValue
    }

    /// Rows that know axes and memory of a tensor; no element is read.
    static func outline(of tensor: StoredTensor, names: [String], axes: WeightAxes) -> any WeightRows {
        isReadInParts(tensor, names: names)
            ? StoredRows(tensor, axes: axes, isTransposed: names.last == "query") : AxesOnly(axes: axes)
    }

    /// The rows of a tensor.
    ///
    /// - Parameters:
    ///   - tensor: the weights.
    ///   - names: the names of its axes, in the order of the file.
    ///   - axes: the axes of the rows.
    /// - Throws: `TensorFileError` as `StoredTensor.read()`.
    static func rows(of tensor: StoredTensor, names: [String], axes: WeightAxes) throws -> any WeightRows {
        if isReadInParts(tensor, names: names) {
            return StoredRows(tensor, axes: axes, isTransposed: names.last == "query")
        }
        // A compressed file, or queries and keys are not the last axes: read and transpose the whole tensor once.
        let order = axes.all.compactMap { names.firstIndex(of: $0.name) }
        return TensorRows(try tensor.read().permuted(order), axes: axes)
    }

    var canMask: Bool { false }

    func memory(rows: Int) -> Int {
        // A decoded copy, and another one to transpose; row-major float32 is used in place.
        let copies = isTransposed ? 2 : tensor.isInMemoryOrder ? 0 : 1
        return rows * axes.keyCount * copies * MemoryLayout<Float>.size
    }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let index = axes.index(ofMatrix: matrix)
        guard isTransposed else {
            return try tensor.withRows(rows, leading: index) { elements in
                try body(RowBlock(matrix: matrix, rows: rows, keys: axes.keyCount, weights: elements))
            }
        }
        let keys = axes.keyCount
        var transposed = [Float](repeating: 0, count: rows.count * keys)
        for key in 0..<keys {
            let column = try tensor.read(leading: index + [key], rows: rows).elements
            for row in 0..<rows.count { transposed[row * keys + key] = column[row] }
        }
        return try RowBlock.with(matrix: matrix, rows: rows, keys: keys, weights: transposed, body)
    }
}
