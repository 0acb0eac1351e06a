import Testing

@testable import TensorFiles

/// Damaged files, the same ones in every run: each is read or refused, and none stops the program.
@Suite struct ReaderFuzzTests {
    private static let seeds: [(path: String, bytes: [UInt8])] = [
        ("a.npy", npy(.float32, .little, .rowMajor, shape: "(2, 3)", data: bytes([1, 2, 3, 4, 5, 6]))),
        ("a.npy", npy(.float64, .big, .columnMajor, shape: "(2, 1)", data: [UInt8](repeating: 1, count: 16))),
        ("a.npy", npy(.int8, .little, .columnMajor, shape: "(2, 2, 2)", data: [1, 2, 3, 4, 5, 6, 7, 8])),
        ("a.npy", npy(.float32, .little, .rowMajor, shape: "(0, 5)", data: [])),
        (
            "a.safetensors",
            safetensors(
                """
                {"__metadata__": {"format": "pt"}, "é": {"dtype": "F16", "shape": [2, 2], "data_offsets": [8, 16]}, \
                "b": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}}
                """, data: [UInt8](repeating: 7, count: 16))
        ),
        (
            "a.safetensors",
            safetensors(
                "{\"x\": {\"dtype\": \"U8\", \"shape\": [3], \"data_offsets\": [0, 3]}}", data: [1, 2, 3])
        ),
    ]

    /// Pieces that readers stumble over.
    private static let pieces: [[UInt8]] =
        [
            "9223372036854775807", "18446744073709551616", "-1", "0", "1e999", "4294967296", "{", "}", "[", "]", "(",
            ")",
            ",", ":", "'", "\"", "\\", "\\ud800", "null", "True", "[[[[[[[[", "\0", "\u{FEFF}", "é", "data_offsets",
            ">f8",
            "F64", "L", "-",
        ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0, 0, 0, 0, 0x80]]

    private func mutate(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, at + Int.random(in: 0...8, using: &generator))
        let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &generator)]
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 3: bytes.removeSubrange(at...)
        case 4: bytes.removeSubrange(at..<end)
        case 5: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 6: bytes.replaceSubrange(at..<end, with: piece)
        default: bytes.replaceSubrange(at..<min(at + piece.count, bytes.count), with: piece)
        }
    }

    /// Makes the header's length fit a header that has grown or shrunk, so that damage reaches beyond that first check.
    private func fitLength(_ bytes: inout [UInt8], of seed: [UInt8]) {
        let isNPY = seed.starts(with: NPYReader.magic)
        let field = isNPY ? 8..<10 : 0..<8
        guard bytes.count >= field.upperBound else { return }
        let length = seed[field].reversed().reduce(0) { $0 << 8 | Int($1) } + bytes.count - seed.count
        guard length >= 0 else { return }
        bytes.replaceSubrange(field, with: TensorFilesTests.bytes(UInt64(length), .little).prefix(field.count))
    }

    @Test(arguments: 0..<4) func damagedFilesAreReadOrRefused(part: Int) throws {
        var generator = SeededGenerator(seed: UInt64(part))
        var read = 0
        var refused = 0
        for round in 0..<5_000 {
            let (path, seed) = Self.seeds[round % Self.seeds.count]
            var bytes = seed
            for _ in 0...Int.random(in: 0..<3, using: &generator) { mutate(&bytes, &generator) }
            if Bool.random(using: &generator) { fitLength(&bytes, of: seed) }
            do throws(TensorFileError) {
                for stored in try TensorFile(ByteSource(path: path, bytes: bytes)).tensors {
                    let tensor = try stored.read()
                    #expect(tensor.shape == stored.shape)
                    #expect(tensor.elements.count <= bytes.count)
                    if stored.shape.rank > 0, stored.shape[0] > 0 {
                        let part = try stored.read(leading: [0])
                        #expect(part.elements.map(\.bitPattern) == tensor.slice(0).elements.map(\.bitPattern))
                    }
                }
                read += 1
            } catch {
                refused += 1
                let sentence = error.description
                let isSpecific = sentence.hasPrefix(path) && error.category == .badData
                if !isSpecific { Issue.record("part \(part), round \(round): \(sentence)") }
            }
        }
        // Most damage is found; damage to elements cannot be. Without both kinds the test tests nothing.
        #expect(read > 100, "\(read) read, \(refused) refused")
        #expect(refused > 1_000, "\(read) read, \(refused) refused")
    }
}
