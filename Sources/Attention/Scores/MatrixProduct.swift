/// Batched products of row-major matrices, used by scores, outputs and projections.
///
/// Goals in order of rank: IEEE semantics, so that 0 times NaN is NaN; results of a row that do not depend on the other rows,
/// to the last bit; speed. Each sum runs over the inner axis in order, in single precision.
struct MatrixProduct {
    /// The memory layout of the right-hand matrices.
    enum RightLayout {
        /// (inner, columns), such as values: C = A B.
        case innerByColumns
        /// (columns, inner), such as keys and the weights of linear layers: C = A Bᵀ.
        case columnsByInner
    }

    let matrixCount: Int
    let rows: Int
    let inner: Int
    let columns: Int
    let rightLayout: RightLayout
    /// A factor of all elements of the product.
    var scale: Float = 1

    private static let lanes = 8
    private typealias Lanes = SIMD8<Float>

    /// The products of `matrixCount` pairs of matrices, each of shape (rows, columns).
    ///
    /// - Precondition: `left` holds (matrixCount, rows, inner), `right` (matrixCount, inner x columns) elements.
    func callAsFunction(_ left: [Float], _ right: [Float]) -> [Float] {
        precondition(left.count == matrixCount * rows * inner, "\(left.count) elements in the left matrices")
        precondition(right.count == matrixCount * inner * columns, "\(right.count) elements in the right matrices")
        let count = matrixCount * rows * columns
        guard count > 0 else { return [] }
        let panelCount = (columns + Self.lanes - 1) / Self.lanes
        var panels = [Lanes](repeating: .zero, count: panelCount * inner)
        return [Float](unsafeUninitializedCapacity: count) { product, initializedCount in
            left.withUnsafeBufferPointer { left in
                right.withUnsafeBufferPointer { right in
                    for matrix in 0..<matrixCount {
                        pack(right, from: matrix * inner * columns, into: &panels)
                        panels.withUnsafeBufferPointer { panels in
                            multiply(left, panels, into: product, matrix: matrix)
                        }
                    }
                }
            }
            initializedCount = count
        }
    }

    /// Copies a right-hand matrix into panels of eight columns, one vector per inner index; missing columns stay 0.
    private func pack(_ right: UnsafeBufferPointer<Float>, from start: Int, into panels: inout [Lanes]) {
        let (innerStride, columnStride) = rightLayout == .innerByColumns ? (columns, 1) : (1, inner)
        panels.withUnsafeMutableBufferPointer { panels in
            for column in 0..<columns {
                let (panel, lane) = column.quotientAndRemainder(dividingBy: Self.lanes)
                for index in 0..<inner {
                    panels[panel * inner + index][lane] = right[start + index * innerStride + column * columnStride]
                }
            }
        }
    }

    private func multiply(
        _ left: UnsafeBufferPointer<Float>, _ panels: UnsafeBufferPointer<Lanes>,
        into product: UnsafeMutableBufferPointer<Float>, matrix: Int
    ) {
        let blockRows = 4
        for firstColumn in stride(from: 0, to: columns, by: Self.lanes) {
            let start = firstColumn / Self.lanes * inner
            let panel = UnsafeBufferPointer(rebasing: panels[start..<start + inner])
            var row = 0
            // Four rows at a time, so that each loaded vector of the panel is used for four sums.
            while row + blockRows <= rows {
                let start = (matrix * rows + row) * inner
                var (sum0, sum1, sum2, sum3) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
                for index in 0..<inner {
                    let vector = panel[index]
                    sum0 += left[start + index] * vector
                    sum1 += left[start + inner + index] * vector
                    sum2 += left[start + 2 * inner + index] * vector
                    sum3 += left[start + 3 * inner + index] * vector
                }
                let productRow = matrix * rows + row
                store(sum0, row: productRow, firstColumn: firstColumn, into: product)
                store(sum1, row: productRow + 1, firstColumn: firstColumn, into: product)
                store(sum2, row: productRow + 2, firstColumn: firstColumn, into: product)
                store(sum3, row: productRow + 3, firstColumn: firstColumn, into: product)
                row += blockRows
            }
            while row < rows {
                let start = (matrix * rows + row) * inner
                var sum = Lanes.zero
                for index in 0..<inner { sum += left[start + index] * panel[index] }
                store(sum, row: matrix * rows + row, firstColumn: firstColumn, into: product)
                row += 1
            }
        }
    }

    @inline(__always)
    private func store(
        _ sum: Lanes, row: Int, firstColumn: Int, into product: UnsafeMutableBufferPointer<Float>
    ) {
        let start = row * columns + firstColumn
        let scaled = sum * scale
        for lane in 0..<min(Self.lanes, columns - firstColumn) {
            product.initializeElement(at: start + lane, to: scaled[lane])
        }
    }
}
