import Foundation
import Support
import Tensors
import Testing

@testable import TensorFiles

@Suite struct TensorStreamTests {
    private let folder: TemporaryFolder
    private static let names = ["a.npy", "a.npz", "a.safetensors", "a.csv", "a.tsv"]

    init() throws {
        folder = try TemporaryFolder()
    }

    private func ramp(_ shape: [Int]) throws -> Tensor {
        let count = shape.reduce(1, *)
        return try Tensor(shape: shape, elements: (0..<count).map { Float($0) * 0.1 - 1 })
    }

    /// Writes the tensor in blocks of these sizes, over and over.
    private func stream(_ tensor: Tensor, to path: String, blocks: [Int]) throws {
        var stream = try TensorStream(path: path, name: "weights", shape: tensor.shape)
        var rest = tensor.elements[...]
        var index = 0
        while !rest.isEmpty {
            try stream.append(Array(rest.prefix(blocks[index % blocks.count])))
            rest = rest.dropFirst(blocks[index % blocks.count])
            index += 1
        }
        try stream.finish().commit()
    }

    @Test(arguments: names) func blocksOfAnySizeGiveTheSameBytes(name: String) throws {
        for shape in [[7, 13], [1, 1], [3, 0], [0, 3], [40, 501]] {
            let tensor = try ramp(shape)
            try TensorWriter.write([("weights", tensor)], to: folder.path(name))
            let whole = try folder.read(name)
            for blocks in [[1], [2, 5, 0, 3], [13], [1000]] {
                try stream(tensor, to: folder.path("b." + name), blocks: blocks)
                #expect(try folder.read("b." + name) == whole, "\(shape) in blocks of \(blocks)")
            }
        }
        #expect(try folder.names() == [name, "b." + name].sorted())
    }

    @Test(arguments: ["a.npy", "a.npz", "a.safetensors"]) func anyNumberOfAxes(name: String) throws {
        for shape in [[], [5], [2, 3, 4], [2, 0, 4]] {
            let tensor = try ramp(shape)
            try stream(tensor, to: folder.path(name), blocks: [3, 1])
            let file = try TensorFile.open(folder.path(name))
            #expect(try file.tensor().read() == tensor)
            #expect(file.tensors[0].name == (name == "a.npy" ? "a" : "weights"))
        }
    }

    @Test(arguments: names) func theFileWaitsForItsCommit(name: String) throws {
        try folder.write([1], to: name)
        let tensor = try ramp([2, 3])
        do {
            var stream = try TensorStream(path: folder.path(name), name: "weights", shape: tensor.shape)
            try stream.append(tensor.elements)
            let file = try stream.finish()
            #expect(try folder.read(name) == [1])
            #expect(try folder.names().count == 2)
            _ = consume file
        }
        #expect(try folder.names() == [name])
        #expect(try folder.read(name) == [1])
    }

    @Test(arguments: names) func everyElementIsNeededAndNoMore(name: String) throws {
        let path = folder.path(name)
        func write(_ counts: [Int]) -> TensorFileError? {
            failure { () throws(TensorFileError) in
                var stream = try TensorStream(path: path, name: "weights", shape: Self.shape)
                for count in counts { try stream.append([Float](repeating: 0, count: count)) }
                try stream.finish().commit()
            }
        }
        for (counts, found) in [([], 0), ([5], 5), ([6, 1], 7), ([8], 8), ([0, 4, 4], 8)] {
            #expect(
                write(counts)
                    == .badShape(
                        path: path, tensor: "weights",
                        reason: .elementCountMismatch(shape: [2, 3], expected: 6, found: found)))
        }
        #expect(try folder.names().isEmpty)
        #expect(write([6, 0]) == nil)
    }

    private static let shape: Shape = {
        guard let shape = try? Shape([2, 3]) else { preconditionFailure("(2, 3) is a shape") }
        return shape
    }()

    @Test func refusesShapesOfMoreBytesThanCanBeCounted() throws {
        let shape = try Shape([1 << 31, 1 << 31])
        for name in ["a.npy", "a.npz", "a.safetensors", "a.csv"] {
            let error = failure { () throws(TensorFileError) in
                let file = try TensorStream(path: folder.path(name), name: "a", shape: shape).finish()
                try file.commit()
            }
            #expect(
                error
                    == .badShape(
                        path: folder.path(name), tensor: "a", reason: .shapeTooLarge(shape: shape.dimensions)))
        }
        #expect(try folder.names().isEmpty)
    }

    /// Bytes sent to a pipe cannot be changed, and the checksum stands before the data.
    @Test(arguments: names) func pipesGetTheSameBytes(name: String) throws {
        let tensor = try ramp([7, 13])
        try TensorWriter.write([("weights", tensor)], to: folder.path(name))
        let whole = try folder.read(name)
        let path = folder.path("pipe." + name)
        try #require(mkfifo(path, 0o600) == 0)
        // Open for both directions, so that neither end waits for the other; a pipe holds 64 KiB.
        let pipe = open(path, O_RDWR)
        defer { close(pipe) }
        try stream(tensor, to: path, blocks: [10])
        var content = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(pipe, &content, content.count)
        #expect(Array(content.prefix(count)) == whole)
        #expect(try folder.names() == [name, "pipe." + name])
    }
}
