import Tensors
import Testing

@testable import Attention

struct MatrixProductTests {
    /// Sizes around the blocks of four rows and eight columns, against the definition.
    @Test(arguments: [1, 3, 4, 5, 9], [1, 7, 8, 9, 17])
    func agreesWithTheDefinition(rows: Int, columns: Int) throws {
        var generator = TorchGenerator(seed: rows * 100 + columns)
        let (matrices, inner) = (2, 6)
        let left = try generator.normal([matrices, rows, inner])
        let right = try generator.normal([matrices, inner, columns])
        let product = MatrixProduct(
            matrixCount: matrices, rows: rows, inner: inner, columns: columns, rightLayout: .innerByColumns, scale: 0.5)
        let found = product(left.elements, right.elements)
        #expect(found.count == matrices * rows * columns)
        for (index, element) in found.enumerated() {
            let (matrix, cell) = index.quotientAndRemainder(dividingBy: rows * columns)
            let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
            let terms = (0..<inner).map { Double(left[matrix, row, $0]) * Double(right[matrix, $0, column]) }
            #expect(abs(Double(element) - 0.5 * terms.reduce(0, +)) < 1e-5)
        }
    }

    @Test func bothLayoutsGiveTheSameBits() throws {
        var generator = TorchGenerator(seed: 4)
        let left = try generator.normal([3, 5])
        let right = try generator.normal([5, 11])
        let transposed = (0..<11).flatMap { column in (0..<5).map { right[$0, column] } }
        let byColumns = MatrixProduct(matrixCount: 1, rows: 3, inner: 5, columns: 11, rightLayout: .innerByColumns)
        let byInner = MatrixProduct(matrixCount: 1, rows: 3, inner: 5, columns: 11, rightLayout: .columnsByInner)
        #expect(byColumns(left.elements, right.elements) == byInner(left.elements, transposed))
    }

    @Test func rowDoesNotDependOnItsNeighbours() throws {
        var generator = TorchGenerator(seed: 5)
        let left = try generator.normal([6, 30])
        let right = try generator.normal([30, 3])
        let whole = MatrixProduct(matrixCount: 1, rows: 6, inner: 30, columns: 3, rightLayout: .innerByColumns)
        let single = MatrixProduct(matrixCount: 1, rows: 1, inner: 30, columns: 3, rightLayout: .innerByColumns)
        for row in 0..<6 {
            let alone = single(left.slice(row).elements, right.elements)
            #expect(alone == Array(whole(left.elements, right.elements)[row * 3..<row * 3 + 3]))
        }
    }

    @Test func zeroTimesNaNIsNaN() {
        let product = MatrixProduct(matrixCount: 1, rows: 1, inner: 2, columns: 2, rightLayout: .innerByColumns)
        let found = product([1, 0], [3, 4, .nan, 5])
        #expect(found[0].isNaN && found[1] == 4)
    }

    @Test func emptyInnerAxisGivesZeros() {
        let product = MatrixProduct(matrixCount: 1, rows: 2, inner: 0, columns: 3, rightLayout: .innerByColumns)
        #expect(product([], []) == [0, 0, 0, 0, 0, 0])
    }
}
