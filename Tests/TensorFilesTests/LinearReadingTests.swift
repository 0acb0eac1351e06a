import Testing

@testable import TensorFiles

/// What could cost the square of a file's length. Each of these would take minutes, where linear time is below a second.
@Suite struct LinearReadingTests {
    private func read(_ text: String, _ path: String) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path, bytes: Array(text.utf8)))
    }

    @Test func repeatedKeys() throws {
        let count = 30_000
        let text = (0..<count).map { "\"a\($0)\":[[1]],\"a\($0)\":[[2]]" }.joined(separator: ",")
        let file = try read("{\(text)}", "a.json")
        #expect(file.tensors.count == count)
        for tensor in file.tensors.prefix(100) + file.tensors.suffix(100) {
            #expect(try tensor.read().elements == [2])
        }
        #expect(file.readingNotes.prefix(2) == [.repeatedKey("a0"), .repeatedKey("a1")])
        #expect(file.readingNotes.last == .moreRepeatedKeys(count: count - 10))
    }

    @Test func manyColumnsOfJSON() throws {
        let text = (0..<100_000).map { "\"k\($0)\":{\"a\":0.5}" }.joined(separator: ",")
        #expect(try read("{\(text)}", "a.json").tensor().shape.dimensions == [1, 100_000])
    }

    @Test func namesOfManyNumbers() throws {
        let long = String(repeating: "1.", count: 200_000)
        let many = (0..<2000).map { row in (0..<18).map { "\(row >> $0 & 1)" }.joined(separator: ".") }
        let entries = (many + [long]).map { "\"\($0)\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}" }
        let file = try TensorFile(
            ByteSource(path: "a.safetensors", bytes: safetensors("{\(entries.joined(separator: ","))}")))
        #expect(file.families.count == 2001)
        // Those of layers and heads are families as before.
        #expect(NumberedName("a.1.b.2").numbers == [1, 3])
        #expect(NumberedName(long).numbers.isEmpty && NumberedName(many[0]).numbers.isEmpty)
    }

    @Test func linesOfComments() throws {
        let file = try read(String(repeating: "#\n", count: 300_000) + "0.5,0.25\n##a,1\n% 3\n", "a.csv")
        #expect(try file.tensor().read().elements == [0.5, 0.25])
    }

    /// The cells of the first row are counted and not kept.
    @Test func oneRow() throws {
        let count = 200_000
        for (cell, value) in [("1", 1), ("0.5", 0.5)] as [(String, Float)] {
            let file = try read(Array(repeating: cell, count: count).joined(separator: ",") + "\n", "a.csv")
            #expect(try file.tensor().read().elements == [Float](repeating: value, count: count))
        }
        let header = (0..<count).map(String.init).joined(separator: ",")
        let row = Array(repeating: "0.5", count: count).joined(separator: ",")
        let file = try read("\(header)\n\(row)\n", "a.csv")
        #expect(file.readingNotes == [.numberedColumns(first: "0", last: "\(count - 1)")])
    }
}
