import Support
import Tensors
import Testing

@testable import TensorFiles

@Suite struct NPZEncoderTests {
    /// Sizes and offsets from `longFrom` on stand in the fields of ZIP64, as those from 4 GiB on do.
    @Test(arguments: [0, 1, 150, 200, 300, 1 << 20]) func zip64(longFrom: UInt64) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("a.npz")
        let tensors = try [("a", [3]), ("é", [2, 30]), ("c", [0])].map { name, shape in
            (name, try Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { Float($0) }))
        }
        var declared: [TensorDeclaration] = []
        for (name, tensor) in tensors {
            declared.append(try TensorDeclaration(name: name, shape: tensor.shape, path: path))
        }
        var stream = try TensorStream(path: path, declared, NPZEncoder(declared, path: path, longFrom: longFrom))
        for (_, tensor) in tensors { try stream.append(tensor.elements) }
        try stream.finish().commit()
        let file = try TensorFile.open(path)
        #expect(file.tensors.map(\.name) == ["a", "é", "c"])
        for (name, tensor) in tensors { #expect(try file.tensor(named: name).read() == tensor) }
    }

    /// 65,535 stands for a number in the records of ZIP64.
    @Test func moreMembersThanSixteenBitsCount() {
        #expect(ZIPRecord.end(count: 65_534, directory: 10..<20).count == 22)
        let records = ZIPRecord.end(count: 65_535, directory: 10..<20)
        #expect(records.count == 56 + 20 + 22)
        #expect(Array(records[24..<32]) == bytes(UInt64(65_535), .little))
        #expect(Array(records[86..<88]) == [0xFF, 0xFF])
    }
}
