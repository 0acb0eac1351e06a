import Tensors
import Testing

@testable import TensorFiles

@Suite struct SafetensorsReaderTests {
    private func open(_ bytes: [UInt8]) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: "a.safetensors", bytes: bytes))
    }

    private func refusal(_ header: String, data: Int = 0) -> TensorFileError? {
        let bytes = safetensors(header, data: [UInt8](repeating: 0, count: data))
        return failure { () throws(TensorFileError) in try open(bytes) }
    }

    /// One float32 tensor named `a`.
    private func entry(_ shape: String, _ offsets: String) -> String {
        "{\"a\": {\"dtype\": \"F32\", \"shape\": \(shape), \"data_offsets\": \(offsets)}}"
    }

    /// What the reference implementation has written; see Fixtures/make_fixtures.py.
    @Test func readsEveryTypeOfTheReferenceImplementation() throws {
        let file = try TensorFile.open(fixture("all.safetensors"))
        #expect(file.format == .safetensors)
        #expect(file.notes == ["format": "np", "note": "0, 1, 2"])
        for type in ElementType.allCases {
            let stored = try file.tensor(named: type.name)
            #expect(stored.elementType == type)
            #expect(try stored.read().elements == (type == .bool ? [0, 1, 1] : [0, 1, 2]))
        }
        #expect(try file.tensor(named: "quote \" and é").read() == Tensor(shape: [1, 1], elements: [7]))
        #expect(try file.tensor(named: "empty").read() == Tensor(shape: [0, 5], elements: []))
        #expect(try file.tensor(named: "scalar").read() == Tensor(shape: [], elements: [9]))
    }

    @Test func readsAHeaderWithEscapesAndPadding() throws {
        let header = """
            {"\\u00e9\\n": {"shape": [1], "data_offsets": [0, 4], "dtype": "F32"}}     
            """
        let file = try open(safetensors(header, data: bytes([3])))
        #expect(file.tensors.map(\.name) == ["é\n"])
        #expect(try file.tensor().read().elements == [3])
        #expect(try open(safetensors("{}")).tensors.isEmpty)
    }

    @Test func refusesOffsetsOutsideTheFile() throws {
        for offsets in ["[0, 8]", "[-4, 0]", "[4, 0]", "[0]", "[]", "[0, 4, 8]", "[9223372036854775807, 0]"] {
            let error = try #require(refusal(entry("[1]", offsets), data: 4))
            #expect(error.description.contains("data_offsets of tensor 'a': expected a begin and an end within 0...4"))
        }
    }

    @Test func refusesTensorsThatOverlapOrLeaveGaps() throws {
        func two(_ first: String, _ second: String, _ count: Int) -> String? {
            let entries = [("a", first), ("b", second)].map {
                "\"\($0)\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": \($1)}"
            }
            return refusal("{\(entries.joined(separator: ", "))}", data: count)?.description
        }
        #expect(two("[0, 4]", "[4, 8]", 8) == nil)
        #expect(try #require(two("[0, 4]", "[2, 6]", 6)).contains("two tensors overlap"))
        #expect(try #require(two("[0, 4]", "[0, 4]", 4)).contains("two tensors overlap"))
        #expect(try #require(two("[0, 4]", "[6, 10]", 10)).contains("bytes belong to no tensor"))
        #expect(try #require(two("[0, 4]", "[4, 8]", 9)).contains("bytes belong to no tensor"))
    }

    @Test func refusesANameGivenTwice() throws {
        let entry = "\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": "
        let error = try #require(refusal("{\(entry)[0, 4]}, \(entry)[4, 8]}}", data: 8))
        #expect(error.description.contains("line 1, column 63: expected each key once, found 'a' a second time"))
    }

    @Test func refusesAByteCountThatIsNotTheShapes() throws {
        let summary = TensorSummary(name: "a", elementType: .float32, shape: try Shape([3]))
        #expect(
            refusal(entry("[3]", "[0, 8]"), data: 8)
                == .byteCountMismatch(path: "a.safetensors", tensor: summary, expected: 12, found: 8))
    }

    @Test(arguments: ["[-1]", "[4294967296, 4294967296]", "[9223372036854775807]"])
    func refusesImpossibleShapes(shape: String) throws {
        let found = refusal(entry(shape, "[0, 4]"), data: 4)
        guard case .badShape(_, "a", _) = try #require(found) else {
            Issue.record("\(shape) gave \(String(describing: found))")
            return
        }
    }

    @Test(arguments: [
        "{", "{]", "{\"a\": 1}", "{\"a\": null}", "{\"a\": {}}", "{\"a\": {\"dtype\": 5}}", "{} x", "{\"a\": [1]}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": 4, \"data_offsets\": [0, 4]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1.5], \"data_offsets\": [0, 4]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [1e400], \"data_offsets\": [0, 4]}}",
        "{\"a\": {\"dtype\": \"F32\", \"shape\": [99999999999999999999], \"data_offsets\": [0, 4]}}",
        "{\"__metadata__\": {\"a\": 1}}", "{\"__metadata__\": []}", "{\"a\\ud800\": {}}",
        "{\"a\": " + String(repeating: "[", count: 100_000),
        String(repeating: "{\"a\":", count: 100_000),
    ]) func refusesJSONOfAnotherKind(header: String) throws {
        guard case .malformed(_, let place, _, _, _) = try #require(refusal(header)) else {
            Issue.record("an unexpected kind of error")
            return
        }
        #expect(place.hasPrefix("header at byte 8"))
    }

    @Test func namesTheKeyOfAFault() throws {
        let error = try #require(refusal("{\"layer.0\": {\"dtype\": \"F32\", \"shape\": [\"x\"]}}"))
        #expect(
            error.description.contains(
                "header at byte 8, line 1, column 40, in 'layer.0'.'shape'[0]: expected a whole number below 2^63"))
    }

    @Test func refusesElementTypesThatAreNoNumbers() throws {
        let error = try #require(
            refusal("{\"a\": {\"dtype\": \"C64\", \"shape\": [1], \"data_offsets\": [0, 8]}}", data: 8))
        #expect(
            error.description
                == "a.safetensors: tensor 'a': expected real numbers, found dtype 'C64'; save the tensor as float32")
    }

    @Test func refusesAHeaderLengthThatCannotBe() throws {
        func refusal(_ length: UInt64) -> TensorFileError? {
            failure { () throws(TensorFileError) in try open(safetensors("{}", length: length)) }
        }
        #expect(refusal(3) == .truncated(path: "a.safetensors", place: "header", offset: 8, expected: 3, found: 2))
        for length in [100_000_001, UInt64.max, UInt64(Int.max) + 1] {
            #expect(try #require(refusal(length)).description.contains("expected at most 100000000 bytes"))
        }
        #expect(refusal(0) != nil)
        #expect(refusal(1) != nil)
    }

    @Test func refusesAFileThatEndsTooEarly() throws {
        let whole = safetensors(entry("[2]", "[0, 8]"), data: bytes([1, 2]))
        #expect(try open(whole).tensor().read().elements == [1, 2])
        for count in 1..<whole.count {
            let error = failure { () throws(TensorFileError) in try open(Array(whole.prefix(count))) }
            #expect(try #require(error, "\(count) bytes were accepted").category == .badData)
        }
    }

    /// Written by the reference implementation; see Fixtures/make_fixtures.py.
    @Test func findsTokensInTheNotes() throws {
        let file = try TensorFile.open(fixture("tokens.safetensors"))
        #expect(try file.labels(named: "tokens") == ["the", "[CLS]"])
        let axes = try file.axisLabels()
        #expect(axes.x == ["[CLS]", "cat"])
        #expect(axes.y == ["the", "[CLS]"])
    }

    @Test func refusesAHeaderThatIsNotUTF8() throws {
        for (bad, found) in [([0xFF], "not UTF-8"), ([0xC0, 0xAF], "not UTF-8"), ([0x00], "the byte 00")]
            as [([UInt8], String)]
        {
            let header = Array("{\"".utf8) + bad + Array("\": {}}".utf8)
            let error = failure { () throws(TensorFileError) in
                try open(bytes(UInt64(header.count), .little) + header)
            }
            #expect(try #require(error).description.contains(found))
        }
    }

    /// What is not read may be anything that is JSON.
    @Test func ignoresKeysThatOccurTwiceInWhatIsIgnored() throws {
        let header =
            "{\"a\": {\"dtype\": \"U8\", \"shape\": [1], \"data_offsets\": [0, 1], \"x\": {\"k\": 1, \"k\": [{\"k\": 2, \"k\": 3}]}}}"
        let file = try TensorFile(ByteSource(path: "a.safetensors", bytes: safetensors(header, data: [7])))
        #expect(try file.tensor().read().elements == [7])
    }
}
