import Tensors
import Testing

struct ArangeTests {
    @Test func bitsAreThoseOfTorch() throws {
        let vectors = try TorchVectors.load().arange
        #expect(vectors.count == 3)
        for vector in vectors {
            let values = try Tensor.arange(from: vector.args[0], to: vector.args[1], step: vector.args[2])
            #expect(Bits(values.elements) == vector.value)
        }
    }

    @Test func endsBeforeTheStop() throws {
        #expect(try Tensor.arange(to: 40).elements == (0..<40).map(Float.init))
        #expect(try Tensor.arange(from: 3, to: 0, step: -1).elements == [3, 2, 1])
        #expect(try Tensor.arange(from: 2, to: 2).elements.isEmpty)
    }

    @Test(arguments: [(0, 5, 0), (0, 5, -1), (0, .infinity, 1), (0, 5, .nan), (0, 1e300, 1e-300)])
    func endlessRangeIsRefused(start: Double, stop: Double, step: Double) {
        #expect(throws: TensorError.self) { _ = try Tensor.arange(from: start, to: stop, step: step) }
    }
}
