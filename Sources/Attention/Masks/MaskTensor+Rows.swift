import Tensors

// All elements of a mask, read in blocks of rows.
extension MaskTensor {
    /// The number of elements to read at once.
    private static let blockElements = 1 << 18

    /// Whether an element is negative: whole numbers that are no truth values.
    package func holdsNegative() throws -> Bool { try !allSatisfy { _, row in row.allSatisfy { $0 >= 0 } } }

    /// Calls `body` with all rows in order, and the number of each along its axis.
    func forEachRow(_ body: (_ row: Int, _ elements: [Float]) -> Void) throws {
        _ = try allSatisfy { row, elements in
            body(row, elements)
            return true
        }
    }

    /// Whether a condition holds for all rows, which are read until it does not.
    func allSatisfy(_ condition: (_ row: Int, _ elements: [Float]) -> Bool) throws -> Bool {
        let dimensions = shape.dimensions
        let columns = dimensions.last ?? 1
        let rows = dimensions.count < 2 ? 1 : dimensions[dimensions.count - 2]
        let leadingSizes = Array(dimensions.dropLast(2))
        let height = max(1, Self.blockElements / max(1, columns))
        for matrix in 0..<leadingSizes.reduce(1, *) {
            let leading = rowMajorIndex(matrix, sizes: leadingSizes)
            // The first block is a single row: most masks are settled by it.
            var start = 0
            while start < rows {
                let end = start == 0 ? 1 : min(start + height, rows)
                let elements = try self.elements(leading: leading, rows: start..<end)
                for row in start..<end {
                    let first = (row - start) * columns
                    guard condition(row, Array(elements[first..<first + columns])) else { return false }
                }
                start = end
            }
        }
        return true
    }
}
