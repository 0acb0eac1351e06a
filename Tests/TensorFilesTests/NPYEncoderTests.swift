import Support
import Tensors
import Testing

@testable import TensorFiles

@Suite struct NPYEncoderTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Byte for byte what `numpy.save` has written.
    @Test(arguments: [("float32_2x3", [2, 3]), ("float32_3", [3]), ("float32_0x4", [0, 4])])
    func writesWhatNumPyWrites(name: String, shape: [Int]) throws {
        let count = shape.reduce(1, *)
        let tensor = try Tensor(shape: shape, elements: (0..<count).map { Float($0) * 0.5 - 1 })
        try TensorWriter.write([("a", tensor)], to: folder.path("out.npy"))
        let expected = try ByteSource(path: fixture("\(name).npy"))
        #expect(try folder.read("out.npy") == expected.bytes(0..<expected.count, of: "all"))
    }

    @Test func writesAScalarAsNumPyDoes() throws {
        try TensorWriter.write([("a", Tensor(shape: [], elements: [2.5]))], to: folder.path("out.npy"))
        let expected = try ByteSource(path: fixture("float32_scalar.npy"))
        #expect(try folder.read("out.npy") == expected.bytes(0..<expected.count, of: "all"))
    }

    /// Lengths at which the padding goes from one byte to 64.
    @Test func everyHeaderIsAligned() throws {
        for rank in 0...64 {
            let header = NPYEncoder.header(try Shape([Int](repeating: 1, count: rank)))
            #expect(header.count % 64 == 0)
            #expect(Int(header[8]) + Int(header[9]) << 8 + 10 == header.count)
            #expect(header.last == UInt8(ascii: "\n"))
        }
    }

    @Test func readsBackWhatItWrote() throws {
        // More than one part of the writer's loop, and values that only bit equality tells apart.
        var elements = (0..<70_000).map { Float($0) * 0.1 }
        elements[3] = -0.0
        elements[4] = .infinity
        let tensor = try Tensor(shape: [7, 10_000], elements: elements)
        try TensorWriter.write([("a", tensor)], to: folder.path("out.npy"))
        let read = try TensorReference(folder.path("out.npy")).open().read()
        #expect(read.shape == tensor.shape)
        #expect(read.elements.map(\.bitPattern) == elements.map(\.bitPattern))
    }

    @Test func refusesMoreAxesThanCanBeReadBack() throws {
        let tensor = try Tensor(repeating: 0, shape: [Int](repeating: 1, count: 65))
        let path = folder.path("out.npy")
        let error = failure { () throws(TensorFileError) in try TensorWriter.write([("a", tensor)], to: path) }
        #expect(error == .tooManyAxes(path: path, tensor: "a", limit: 64, found: 65))
        #expect(try folder.names().isEmpty)
    }
}
