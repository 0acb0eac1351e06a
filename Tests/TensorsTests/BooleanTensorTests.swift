import Tensors
import Testing

struct BooleanTensorTests {
    @Test func nonZeroElementsAreTrue() throws {
        let tensor = try Tensor(shape: [2, 2], elements: [0, 1, -0.0, .nan])
        let mask = BooleanTensor(nonZeroIn: tensor)
        #expect(mask.elements == [false, true, false, true])
        #expect(mask[0, 1] && !mask[1, 0])
        #expect(mask.slice(1).elements == [false, true])
    }

    @Test func wrongElementCountIsRefused() {
        #expect(throws: TensorError.elementCountMismatch(shape: [2], expected: 2, found: 1)) {
            _ = try BooleanTensor(shape: [2], elements: [true])
        }
    }
}
