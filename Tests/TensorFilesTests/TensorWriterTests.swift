import Support
import Tensors
import Testing

@testable import TensorFiles

@Suite struct TensorWriterTests {
    private let folder: TemporaryFolder
    private let ramp: Tensor
    private let scalar: Tensor

    init() throws {
        folder = try TemporaryFolder()
        ramp = try Tensor(shape: [2, 3], elements: [-1, -0.5, 0, 0.5, 1, 1.5])
        scalar = try Tensor(shape: [], elements: [2.5])
    }

    private func write(_ tensors: [(name: String, tensor: Tensor)], to name: String) -> TensorFileError? {
        failure { () throws(TensorFileError) in try TensorWriter.write(tensors, to: folder.path(name)) }
    }

    @Test(arguments: ["a.npz", "a.safetensors"]) func readsBackWhatItWrote(name: String) throws {
        let large = try Tensor(shape: [70_000], elements: (0..<70_000).map { Float($0) * 0.1 })
        let empty = try Tensor(shape: [0, 5], elements: [])
        let tensors = [(name: "z/../é", tensor: ramp), ("a", large), ("", scalar), ("empty \"\u{1}", empty)]
        try TensorWriter.write(tensors, to: folder.path(name))
        let file = try TensorFile.open(folder.path(name))
        #expect(file.tensors.count == 4)
        for (name, tensor) in tensors { #expect(try file.tensor(named: name).read() == tensor) }
        // The same bytes, whenever it is written.
        let first = try folder.read(name)
        try TensorWriter.write(tensors, to: folder.path(name))
        #expect(try folder.read(name) == first)
    }

    /// Byte for byte; see Fixtures/make_fixtures.py.
    @Test func writesWhatTheReferenceImplementationWrites() throws {
        let three = try Tensor(shape: [3], elements: [-1, -0.5, 0])
        try TensorWriter.write(
            [("s", scalar), ("b", ramp), ("a\n\"é\u{1}", three)], to: folder.path("out.safetensors"))
        #expect(try folder.read("out.safetensors") == fixtureBytes("written.safetensors"))
    }

    /// The members of an archive are, byte for byte, what `numpy.save` writes.
    @Test func writesArraysAsNumPyDoes() throws {
        try TensorWriter.write([("a", ramp)], to: folder.path("out.npz"))
        let bytes = try folder.read("out.npz")
        let expected = try fixtureBytes("float32_2x3.npy")
        #expect(Array(bytes[35..<35 + expected.count]) == expected)
    }

    @Test func theExtensionIsTheFormat() throws {
        #expect(write([("a", ramp)], to: "a.NPY") == nil)
        #expect(try TensorReference(folder.path("a.NPY")).open().read() == ramp)
        for name in ["a", "a.pt", "a.json", "a.npy.gz"] {
            let error = try #require(write([("a", ramp)], to: name))
            #expect(error.category == .badRequest)
            #expect(error.description.contains("expected an extension .npy, .npz, .safetensors, .csv or .tsv"))
        }
        #expect(try folder.names() == ["a.NPY"])
    }

    @Test func refusesWhatAFormatCannotHold() throws {
        #expect(
            try #require(write([("a", ramp), ("b", ramp)], to: "a.npy")).description.contains(
                "expected one tensor, found 2"))
        #expect(
            try #require(write([("a", scalar)], to: "a.csv")).description.contains(
                "expected a matrix of two axes, found shape ()"))
        for name in ["a.npz", "a.safetensors"] {
            #expect(try #require(write([("a", ramp), ("a", ramp)], to: name)).description.contains("found 'a' twice"))
        }
        #expect(write([("__metadata__", ramp)], to: "a.safetensors")?.category == .badRequest)
        #expect(write([(String(repeating: "n", count: 70_000), scalar)], to: "a.npz")?.category == .badRequest)
        let deep = try Tensor(repeating: 0, shape: [Int](repeating: 1, count: 65))
        for name in ["a.npy", "a.npz", "a.safetensors"] {
            guard case .tooManyAxes = try #require(write([("a", deep)], to: name)) else {
                Issue.record("\(name) was written")
                return
            }
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func noTensorsAreAFileToo() throws {
        for name in ["a.npz", "a.safetensors"] {
            #expect(write([], to: name) == nil)
            #expect(try TensorFile.open(folder.path(name)).tensors.isEmpty)
        }
    }
}
