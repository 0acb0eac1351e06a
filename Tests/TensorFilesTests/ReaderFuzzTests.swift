import Foundation
import Support
import Testing

@testable import TensorFiles

/// Damaged files, the same ones in every run: each is read or refused, and none stops the program.
@Suite struct ReaderFuzzTests {
    private static let array = npy(.float32, .little, .rowMajor, shape: "(2, 3)", data: bytes([1, 2, 3, 4, 5, 6]))
    private static let text = npy(
        "{'descr': '<U2', 'fortran_order': False, 'shape': (2,), }",
        data: [97, 0, 0, 0, 0, 0, 0, 0, 98, 0, 0, 0, 99, 0, 0, 0])
    private static var longArchive: [UInt8] {
        var member = ZIPBuilder.Member("a.npy", deflated: array)
        member.isLong = true
        var builder = ZIPBuilder([member])
        builder.isLong = true
        return builder.bytes
    }

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
        ("a.npz", ZIPBuilder([.init("é.npy", stored: array), .init("x.txt", stored: [1])]).bytes),
        ("a.npz", ZIPBuilder([.init("a0.npy", deflated: array), .init("a1.npy", deflated: array)]).bytes),
        ("a.npz", longArchive),
        ("a.npz", ZIPBuilder([.init("t.npy", stored: text), .init("x_tokens.npy", deflated: text)]).bytes),
        ("a.csv", Array("1,2.5,-3e-2\n4,nan,6\n".utf8)),
        ("a.csv", Array(",\"a\"\"b\",c\r\nd,1,2\r\n\"e,\n\",-inf,4\r\n".utf8)),
        ("a.tsv", Array("x\ty\n0.1\t0.9\n0.30000001192092896\t1e39".utf8)),
        ("a.json", Array("[[[1, 2.5], [NaN, -1e-3]], [[0, 0], [Infinity, 1]]]".utf8)),
        ("a.txt", Array("# savetxt\n 0.5 2.5e-1\n0.25  NA\n".utf8)),
        ("a.csv", Array("query;0;1\nthe;0,5;0,25\n##ing;12,5%;\n".utf8)),
        ("a.csv", Array("layer,head,query,key,weight\n5,0,0,0,1\n5,0,1,0,0.5\n9,0,1,1,0.5\n".utf8)),
        ("a.csv", Array("source,target,weight\nthe,der,0.5\ncat,Hund,1\n".utf8)),
        ("a.csv", Array("true,false\nfalse,true\n".utf8)),
        ("a.json", Array("[[[1, 0], [0.5, 0.5]], [[0.2, 0.3, null]]]".utf8)),
        ("a.json", Array("[{\"q\": \"x\", \"a\": 1, \"b\": null}, {\"q\": \"y\", \"a\": 0.5, \"b\": 1}]".utf8)),
        (
            "a.json",
            Array("[{\"query\": 0, \"key\": 1, \"weight\": 1}, {\"query\": 1, \"key\": 1, \"weight\": 0}]".utf8)
        ),
        ("a.json", Array("{\"a\": {\"x\": 0.5, \"y\": 1}, \"b\": {\"x\": null, \"y\": 1}}".utf8)),
        ("a.json", Array("{\"columns\": [\"a\", 7], \"index\": [0], \"data\": [[0.5, \"x\"]]}".utf8)),
        ("a.json", Array("{\"m\": [[true, false]], \"a\": {\"b\": [1]}, \"w\": [\"t\"]}".utf8)),
        (
            "a.json",
            Array(
                "{\"tokens\": [\"the\", \"\\ud83d\\ude00\"], \"n\": {\"a\": [true, null]}, \"weights\": [[1, 0]]}".utf8)
        ),
        (
            "a.safetensors",
            safetensors(
                """
                {"__metadata__": {"tokens": "[\\"a\\", \\"b\\"]"}, "l.0": {"dtype": "U8", "shape": [1], \
                "data_offsets": [0, 1]}, "l.1": {"dtype": "U8", "shape": [1], "data_offsets": [1, 2]}}
                """, data: [1, 2])
        ),
    ]

    /// Byte sequences that are likely to expose faults of readers.
    private static let pieces: [[UInt8]] =
        [
            "9223372036854775807", "18446744073709551616", "-1", "0", "1e999", "4294967296", "{", "}", "[", "]", "(",
            ")",
            ",", ":", "'", "\"", "\\", "\\ud800", "null", "True", "[[[[[[[[", "\0", "\u{FEFF}", "é", "data_offsets",
            ">f8",
            "F64", "L", "-", "\"\"", "\r\n", "\t", ";", "NaN", "-Infinity", "\\udc00", "weights", "tokens",
            "PK\u{1}\u{2}", "PK\u{3}\u{4}",
            "PK\u{5}\u{6}", "PK\u{6}\u{7}", "<U0", "|S9", "|O", "|V2", "bfloat16", "#", "%", "NA", "true", "query",
            "key", "\r", " ",
        ].map { Array($0.utf8) } + [[0xFF], [0x80], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0, 0, 0, 0, 0x80]]

    /// An archive around a damaged array: sizes and checksums are right, so that the damage gets to the readers inside.
    private func damagedArchive(_ generator: inout SeededGenerator) -> [UInt8] {
        var content = Bool.random(using: &generator) ? Self.array : Self.text
        mutate(&content, &generator)
        var member =
            Bool.random(using: &generator)
            ? ZIPBuilder.Member("tokens.npy", stored: content) : .init("tokens.npy", deflated: content)
        if Int.random(in: 0..<4, using: &generator) == 0 { mutate(&member.data, &generator) }
        if Int.random(in: 0..<8, using: &generator) == 0 {
            member.size ^= 1 << UInt64.random(in: 0..<64, using: &generator)
        }
        member.isLong = Bool.random(using: &generator)
        return ZIPBuilder([member]).bytes
    }

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
        guard isNPY || SafetensorsReader.looksLike(ByteSource(path: "", bytes: seed)) else { return }
        let field = isNPY ? 8..<10 : 0..<8
        guard bytes.count >= field.upperBound else { return }
        let length = seed[field].reversed().reduce(0) { $0 << 8 | Int($1) } + bytes.count - seed.count
        guard length >= 0 else { return }
        bytes.replaceSubrange(field, with: TensorFilesTests.bytes(UInt64(length), .little).prefix(field.count))
    }

    /// 20,000; the environment may ask for more: `ATTNVIZ_FUZZ_RUNS=1000000`.
    private static let runs = ProcessInfo.processInfo.environment["ATTNVIZ_FUZZ_RUNS"].flatMap(Int.init) ?? 20_000

    @Test(arguments: 0..<4) func damagedFilesAreReadOrRefused(part: Int) throws {
        var generator = SeededGenerator(seed: UInt64(part))
        var read = 0
        var refused = 0
        for round in 0..<Self.runs / 4 {
            let (path, seed) = Self.seeds[round % Self.seeds.count]
            var bytes = seed
            if path == "a.npz", Bool.random(using: &generator) {
                bytes = damagedArchive(&generator)
            } else {
                for _ in 0...Int.random(in: 0..<3, using: &generator) { mutate(&bytes, &generator) }
                if Bool.random(using: &generator) { fitLength(&bytes, of: seed) }
            }
            // Tokens may come from any file; whether they are read is of no interest here.
            _ = try? TokenLabels.read(ByteSource(path: path, bytes: bytes))
            do throws(TensorFileError) {
                try readAll(TensorFile(ByteSource(path: path, bytes: bytes)), from: bytes)
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

    /// Everything that a file offers, in all ways, with the sizes that its own size allows.
    private func readAll(_ file: TensorFile, from bytes: [UInt8]) throws(TensorFileError) {
        // Deflate makes at most 1032 bytes of one; a table has an empty cell at either side of a separator; one with a weight a
        // row may have few of all.
        let isLong = file.readingNotes.contains { if case .longTable = $0 { true } else { false } }
        let limit = file.format == .npz ? 1032 * bytes.count : isLong ? 4096 * bytes.count : bytes.count + 1
        for stored in file.tensors {
            let tensor = try stored.read()
            if tensor.shape != stored.shape || tensor.elements.count > limit {
                Issue.record("\(stored.summary) is of another size")
            }
            guard stored.shape.rank > 0, stored.shape[0] > 0 else { continue }
            let first = tensor.slice(0).elements.map(\.bitPattern)
            let part = try stored.read(leading: [0])
            let rows = try stored.read(leading: [], rows: 0..<1)
            if part.elements.map(\.bitPattern) != first || rows.elements.map(\.bitPattern) != first {
                Issue.record("\(stored.summary) has another first part")
            }
        }
        for labels in file.labels where try labels.read().count != labels.count {
            Issue.record("\(labels.name) has another count")
        }
        _ = try file.axisLabels()
        _ = try file.stacked()?.read()
    }
}
