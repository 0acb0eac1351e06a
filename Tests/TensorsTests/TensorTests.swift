import Tensors
import Testing

struct TensorTests {
    @Test func elementsAreRowMajor() throws {
        let tensor = try Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5])
        #expect(tensor[0, 2] == 2)
        #expect(tensor[1, 0] == 3)
        #expect(tensor.shape.strides == [3, 1])
    }

    @Test func sliceDropsTheLeadingAxis() throws {
        let tensor = try Tensor(shape: [2, 1, 2], elements: [0, 1, 2, 3])
        #expect(tensor.slice(1).shape.dimensions == [1, 2])
        #expect(tensor.slice(1).elements == [2, 3])
    }

    @Test func reshapeKeepsTheElements() throws {
        let tensor = try Tensor(shape: [2, 3], elements: [0, 1, 2, 3, 4, 5]).reshaped([3, 2])
        #expect(tensor[2, 1] == 5)
        #expect(throws: TensorError.elementCountMismatch(shape: [4], expected: 4, found: 6)) {
            _ = try tensor.reshaped([4])
        }
    }

    @Test func wrongElementCountIsRefused() {
        #expect(throws: TensorError.elementCountMismatch(shape: [2, 2], expected: 4, found: 3)) {
            _ = try Tensor(shape: [2, 2], elements: [1, 2, 3])
        }
    }
}

struct ShapeTests {
    @Test func countsElements() throws {
        #expect(try Shape([]).count == 1)
        #expect(try Shape([0, 5]).count == 0)
        #expect(try Shape([2, 3, 4]).count == 24)
    }

    @Test func refusesNegativeAndUncountableDimensions() {
        #expect(throws: TensorError.negativeDimension(shape: [2, -1])) { _ = try Shape([2, -1]) }
        #expect(throws: TensorError.shapeTooLarge(shape: [Int.max, 2])) { _ = try Shape([Int.max, 2]) }
        #expect(throws: TensorError.shapeTooLarge(shape: [0, Int.max, 2])) { _ = try Shape([0, Int.max, 2]) }
    }

    @Test func printsAsNumPyDoes() throws {
        #expect(try "\(Shape([2, 10])) \(Shape([3])) \(Shape([]))" == "(2, 10) (3,) ()")
    }
}
