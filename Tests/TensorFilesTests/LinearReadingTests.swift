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

    /// Each is tried as an array, and is none; the error that is made each time names line and column.
    @Test func arraysThatAreNone() throws {
        for value in ["[1,\"a\"]", "[\"a\",1]", "[[1],[1,2]]"] {
            let members = (0..<40_000).map { "\"k\($0)\":\(value)" }.joined(separator: ",")
            let file = try read("{\"w\":[[1,2]],\(members)}", "a.json")
            #expect(try file.tensor().read().elements == [1, 2])
        }
        let places = TextPlaces()
        let text = Array((String(repeating: "x", count: 5000) + "\n\u{E9}y" + String(repeating: "z", count: 5000)).utf8)
        for (offset, line, column) in [
            (0, 1, 1), (9000, 2, 3999), (4999, 1, 5000), (5001, 2, 1), (5003, 2, 2), (10, 1, 11),
        ] {
            let place = places.place(of: offset, in: text)
            #expect((place.line, place.column) == (line, column), "byte \(offset)")
        }
    }

    /// The keys of outer objects are in the name of each array.
    @Test func longKeysAroundManyArrays() throws {
        let inner = (0..<20_000).map { "\"k\($0)\":[[1]]" }.joined(separator: ",")
        for (key, words) in [
            ("a", nil), (String(repeating: "a", count: 5000), "bytes in the keys on the way to a value, found"),
            (String(repeating: "a", count: 2000), "bytes in the names of all values"),
        ] as [(String, String?)] {
            let error = failure { () throws(TensorFileError) in try read("{\"\(key)\":{\(inner)}}", "a.json") }
            #expect(
                words.map { error?.description.contains($0) == true } ?? (error == nil), "\(String(describing: error))")
        }
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
