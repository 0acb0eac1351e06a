import Foundation
import Support
import Testing

@testable import TensorFiles

/// Few bytes that stand for much, and files that are longer than what is read into memory.
@Suite struct ReadingLimitTests {
    private static let tooMany = FileLimits.tokens + 1

    private func failure(_ path: String, _ bytes: [UInt8]) -> String? {
        TensorFilesTests.failure { () throws(TensorFileError) in
            let file = try TensorFile(ByteSource(path: path, bytes: bytes))
            return try file.axisLabels()
        }?.description
    }

    /// The archive's data are damaged after the header of the array: inflating them would be another error.
    @Test(arguments: ["<U1", "|S1", "<i8"]) func tokensOfAnArchiveAreCountedBeforeTheyAreInflated(type: String) throws {
        let width = ["<U1": 4, "|S1": 1][type] ?? 8
        let content = npy(
            "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(Self.tooMany),), }",
            data: [UInt8](repeating: 0, count: Self.tooMany * width))
        var member = ZIPBuilder.Member("tokens.npy", deflated: content)
        member.data.replaceSubrange(
            (member.data.count / 2)..., with: [UInt8](repeating: 0xFF, count: member.data.count / 2))
        let file = try TensorFile(ByteSource(path: "a.npz", bytes: ZIPBuilder([member]).bytes))
        let error = TensorFilesTests.failure { () throws(TensorFileError) in try file.labels(named: "tokens") }
        let isRefused = if case .tooMuch(_, _, FileLimits.tokens, Self.tooMany, _)? = error { true } else { false }
        #expect(isRefused, "\(String(describing: error))")
    }

    @Test func longListsOfTokensAreCountedAndNotKept() throws {
        let lines = [UInt8](repeating: 0x0A, count: Self.tooMany)
        let list = Array(("[" + String(repeating: "\"\",", count: Self.tooMany - 1) + "\"\"]").utf8)
        let lists = Array(("[" + String(repeating: "[],", count: Self.tooMany - 1) + "[]]").utf8)
        for (path, bytes) in [("t.txt", lines), ("t.json", list), ("t.json", lists)] {
            let error = TensorFilesTests.failure { () throws(TensorFileError) in
                try TokenLabels.read(ByteSource(path: path, bytes: bytes))
            }
            #expect(error?.description == "\(path): expected at most 1048576 tokens in 't', found 1048577")
        }
        let most = try TokenLabels.read(ByteSource(path: "t.txt", bytes: lines.dropLast()))
        #expect(most.count == FileLimits.tokens)
        let metadata = safetensors(
            "{\"__metadata__\": {\"tokens\": \"" + String(repeating: "\\n", count: Self.tooMany) + "\"}}")
        #expect(
            failure("a.safetensors", metadata)
                == "a.safetensors: expected at most 1048576 tokens in 'tokens', found 1048577")
        let json = Array("{\"tokens\": ".utf8) + list + Array(", \"weights\": [[1]]}".utf8)
        #expect(failure("a.json", json) == "a.json: expected at most 1048576 tokens in 'tokens', found 1048577")
        // The rest of the file can be read all the same.
        #expect(try TensorFile(ByteSource(path: "a.json", bytes: json)).tensor().read().elements == [1])
    }

    @Test func textsOfCellsAreCounted() {
        for (text, isJSON) in [
            (String(repeating: "a\n", count: Self.tooMany), false),
            ("[" + String(repeating: "1,", count: Self.tooMany - 1) + "1]", true),
        ] {
            let error = TensorFilesTests.failure { () throws(TensorFileError) in
                try CellTexts(Array(text.utf8), path: "c", isJSON: isJSON)
            }
            #expect(error?.description.hasPrefix("c: texts: expected at most 1048576, found more") == true)
        }
    }

    /// A terabyte that takes no room on the disk.
    @Test(arguments: ["a.csv", "a.tsv", "a.txt", "a.json"]) func aTerabyteOfTextIsRefused(name: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([], to: name)
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.truncate(atOffset: 1 << 40)
        try file.close()
        let table = TensorFilesTests.failure { () throws(TensorFileError) in try TensorFile.open(path) }
        #expect(
            table
                == .tooMuch(
                    path: path, content: "bytes of text", limit: 1 << 30, found: 1 << 40,
                    advice: "save arrays of this size with numpy.save"))
        let tokens = TensorFilesTests.failure { () throws(TensorFileError) in try TokenLabels.read(path) }
        #expect(
            tokens
                == .tooMuch(path: path, content: "bytes of tokens", limit: 1 << 28, found: 1 << 40, advice: nil))
        let texts = TensorFilesTests.failure { () throws(TensorFileError) in try CellTexts(contentsOf: path) }
        #expect(texts == .tooMuch(path: path, content: "bytes of texts", limit: 1 << 28, found: 1 << 40, advice: nil))
    }

    @Test func headersOfArraysAreShort() {
        let long = npy(
            "{'descr': '<f4', 'fortran_order': False, 'shape': (" + String(repeating: "1,", count: 40_000) + "), }",
            version: (2, 0))
        #expect(
            failure("a.npy", long)?.hasPrefix("a.npy: header length: expected at most 65536 bytes, found 800") == true)
        #expect(
            failure("a.npz", ZIPBuilder([.init("a.npy", deflated: long)]).bytes)?
                .hasPrefix("a.npz: member 'a.npy': header length: expected at most 65536 bytes") == true)
    }

    @Test func arraysOfJSONAreCounted() {
        let members = (0...1 << 16).map { "\"a\($0)\":[[1]]" }.joined(separator: ",")
        #expect(
            failure("a.json", Array("{\(members)}".utf8))
                == "a.json: expected at most 65536 arrays, found 65537; save that many with numpy.savez")
        let series = String(repeating: "[[1],[2]],[[1]],", count: 1 << 15)
        #expect(
            failure("a.json", Array("[\(series)[[1]]]".utf8))
                == "a.json: expected at most 65536 arrays, found 65537; save that many with numpy.savez")
    }
}
