import Support
import Testing

@testable import TensorFiles

@Suite struct TokenLabelsTests {
    private func read(_ bytes: [UInt8], as path: String = "tokens.txt") throws(TensorFileError) -> [String] {
        try TokenLabels.read(ByteSource(path: path, bytes: bytes))
    }

    private func text(_ text: String) throws(TensorFileError) -> [String] { try read(Array(text.utf8)) }
    private func json(_ text: String) throws(TensorFileError) -> [String] { try read(Array(text.utf8), as: "t.JSON") }

    @Test func oneTokenALine() throws {
        #expect(try text("the\ncat") == ["the", "cat"])
        #expect(try text("the\ncat\n") == ["the", "cat"])
        #expect(try text("the\r\ncat\r\n") == ["the", "cat"])
        #expect(try text("the\n\n cat \n\n") == ["the", "", " cat ", ""])
        #expect(try text("\n") == [""])
        #expect(try text("<s>\n注意\n👩‍👩‍👧\n$$") == ["<s>", "注意", "👩‍👩‍👧", "$$"])
    }

    @Test func dropsAByteOrderMark() throws {
        #expect(try text("\u{FEFF}the\ncat") == ["the", "cat"])
        #expect(try json("\u{FEFF}[\"the\"]") == ["the"])
    }

    @Test func namesTheLineThatIsNotUTF8() {
        let error = failure { () throws(TensorFileError) in try read(Array("a\nb\n".utf8) + [0x63, 0xE9, 0x0A, 0x64]) }
        #expect(
            error?.description
                == "tokens.txt: line 3: expected UTF-8 text, found the bytes 63 e9; save the file as UTF-8")
    }

    @Test func keepsTheReplacementCharacter() throws {
        #expect(try text("\u{FFFD}\n") == ["\u{FFFD}"])
    }

    @Test func readsAListOfStrings() throws {
        #expect(try json("[\"the\", \"\\n\\u6ce8\", \"\"]\n") == ["the", "\n注", ""])
        #expect(try json("[]") == [])
    }

    @Test(arguments: [
        "{\"a\": \"b\"}", "[1]", "[\"a\", null]", "[\"a\"", "", "\"a\"", "[[\"a\"], \"b\"]", "[\"a\", [\"b\"]]",
        "[[[\"a\"]]]",
    ])
    func refusesOtherJSON(content: String) throws {
        let error = try #require(failure { () throws(TensorFileError) in try json(content) })
        #expect(error.category == .badData)
        #expect(error.description.hasPrefix("t.JSON: line 1, column "))
        #expect(error.description.hasSuffix("; write a JSON list of strings, as in [\"the\", \"cat\"]"))
    }

    @Test func readsAListForEachEntryOfABatch() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array("[[\"the\", \"cat\"], [\"a\"], []]".utf8), to: "t.json")
        #expect(try TokenLabels.readLists(path) == [["the", "cat"], ["a"], []])
        #expect(try TokenLabels.read(path) == ["the", "cat", "a"])
        #expect(try TokenLabels.readLists(folder.write(Array("a\nb\n".utf8), to: "t.txt")) == [["a", "b"]])
    }

    @Test func readsNumbersOfTokens() throws {
        let ids = npy(
            "{'descr': '<i4', 'fortran_order': False, 'shape': (1, 2)}", data: [101, 0, 0, 0, 0x39, 0x30, 0, 0])
        #expect(try read(ids, as: "ids.npy") == ["101", "12345"])
    }

    @Test func readsAnArrayOfNumPy() throws {
        #expect(try TokenLabels.read(fixture("text.npy")) == ["the", "cat"])
        let numbers = try fixture("float32_3.npy")
        let error = try #require(failure { () throws(TensorFileError) in try TokenLabels.read(numbers) })
        #expect(error.description.contains("expected an array of text, found elements of '<f4'"))
    }

    @Test func readsFiles() throws {
        let folder = try TemporaryFolder()
        #expect(try TokenLabels.read(folder.write(Array("a\nb\n".utf8), to: "t.txt")) == ["a", "b"])
        let missing = folder.path("missing.txt")
        #expect(failure { () throws(TensorFileError) in try TokenLabels.read(missing) }?.category == .cannotOpen)
    }
}
