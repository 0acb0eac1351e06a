import Tensors

/// The output of attention in blocks of query rows: the weighted sums of the values.
///
///     output = weights values                              (rows, dv), for each head
///     output = concatenate(output of all heads) W_oᵀ       (rows, outputs), with a projection
public struct OutputRows: WeightRows, @unchecked Sendable {
    public let axes: WeightAxes
    private let weights: AttentionRows
    private let values: UnsafeBufferPointer<Float>
    private let layout: HeadLayout
    /// W_o (outputs, H dv); nil for an output of each head.
    private let projection: Tensor?

    /// - Parameters:
    ///   - weights: the rows of the weights.
    ///   - values: the elements of the values, row-major.
    ///   - layout: the layout of the values.
    ///   - projection: W_o (outputs, H dv), applied to the concatenated heads; nil for an output of each head.
    /// - Precondition: there is one value for each key, and W_o has H dv columns.
    public init(
        _ weights: AttentionRows, values: UnsafeBufferPointer<Float>, _ layout: HeadLayout, projection: Tensor? = nil
    ) {
        self.weights = weights
        self.values = values
        self.layout = layout
        self.projection = projection
        var axes = weights.axes
        let size = projection?.shape[0] ?? layout.features
        axes.keys = NamedAxis(name: "feature", positions: Array(0..<size))
        if projection != nil { axes.leading.removeAll { $0.name == "head" } }
        self.axes = axes
    }

    public var canMask: Bool { false }
    public var rowElements: Int { max(weights.rowElements, axes.keyCount) }

    public func memory(rows: Int) -> Int {
        // The output of all heads, also concatenated and projected, and a copy of the weights.
        let features = layout.features * (projection == nil ? 1 : 2 * weights.layout.heads) + axes.keyCount
        // The values of a head and a packed copy of them.
        let values = 2 * layout.count * layout.features
        return weights.memory(rows: rows) + MemoryLayout<Float>.size
            * (values + rows * (features + weights.axes.keyCount))
    }

    public func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let output: [Float]
        if let projection {
            let heads = weights.layout.heads
            let headOutputs = try (0..<heads).map { try self.output(rows, of: matrix * heads + $0) }
            let size = layout.features
            var concatenated = [Float]()
            concatenated.reserveCapacity(rows.count * heads * size)
            for row in 0..<rows.count {
                for head in headOutputs { concatenated.append(contentsOf: head[row * size..<(row + 1) * size]) }
            }
            output = Tensor(shape: try Shape([rows.count, heads * size]), elements: concatenated)
                .projected(by: projection)
        } else {
            output = try self.output(rows, of: matrix)
        }
        return try RowBlock.with(matrix: matrix, rows: rows, keys: axes.keyCount, weights: output, body)
    }

    /// The output of one head: (rows, dv).
    private func output(_ rows: Range<Int>, of matrix: Int) throws -> [Float] {
        let (batch, head) = matrix.quotientAndRemainder(dividingBy: weights.layout.heads)
        let values = try layout.rows(batch: batch, head: weights.layout.groups.keyHead(of: head), of: values)
        let product = MatrixProduct(
            matrixCount: 1, rows: rows.count, inner: layout.count, columns: layout.features,
            rightLayout: .innerByColumns)
        let elements = values.tensor.elements
        return try weights.withRows(rows, of: matrix) { block in
            guard weights.canMask, elements.contains(where: { !$0.isFinite }) else {
                return product(block.storedElements, elements)
            }
            // A weight of 0 times NaN is NaN: leave the values of masked keys out.
            return (0..<rows.count).flatMap { row in sum(of: elements, block.row(row), block.mask(row)) }
        }
    }

    /// The weighted sum of the values of the keys that are not masked.
    private func sum(
        of values: [Float], _ weights: UnsafeBufferPointer<Float>, _ mask: UnsafeBufferPointer<Bool>?
    ) -> [Float] {
        var sums = [Double](repeating: 0, count: layout.features)
        for key in weights.indices where mask?[key] != true {
            for feature in sums.indices {
                sums[feature] += Double(weights[key]) * Double(values[key * layout.features + feature])
            }
        }
        return sums.map { Float($0) }
    }
}
