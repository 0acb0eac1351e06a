import Testing

@testable import TensorFiles

@Suite struct NumberedSeriesTests {
    @Test func ordersByNumber() throws {
        let series = try #require(NumberedSeries(["layer.10.attn", "layer.9.attn", "layer.0.attn"]))
        #expect(series.name == "layer.*.attn")
        #expect(series.order == [2, 1, 0])
        #expect(NumberedSeries(["a99999999999999999999999", "a100000000000000000000000"])?.order == [0, 1])
        #expect(NumberedSeries(["h1.layer02", "h1.layer01"])?.name == "h1.layer*")
        #expect(NumberedSeries(["7", "3"])?.order == [1, 0])
        #expect(NumberedSeries(["a0", "a1"])?.order == [0, 1])
    }

    @Test(arguments: [
        [], ["a"], ["a1", "b1"], ["a1.b1", "a2.b2"], ["a1", "a01"], ["a", "a1"], ["q1", "k2"], ["a1", "a1.b"],
        ["x", "y"],
        ["a1b", "a2c"],
    ]) func refusesOtherNames(names: [String]) {
        #expect(NumberedSeries(names) == nil)
    }

    private func file(_ entries: [(String, String, Int)]) throws -> TensorFile {
        var offset = 0
        let texts = entries.map { name, shape, count in
            defer { offset += count }
            return
                "\"\(name)\": {\"dtype\": \"U8\", \"shape\": \(shape), \"data_offsets\": [\(offset), \(offset + count)]}"
        }
        let data = (0..<UInt8(offset)).map { $0 }
        return try TensorFile(
            ByteSource(path: "m", bytes: safetensors("{\(texts.joined(separator: ","))}", data: data)))
    }

    @Test func stacksWhatIsOfOneShape() throws {
        let stack = try file([("l.10", "[1, 2]", 2), ("l.9", "[1, 2]", 2)]).tensor()
        #expect(stack.summary.description == "'l.*' uint8 (2, 1, 2)")
        #expect(try stack.read().elements == [2, 3, 0, 1])
        for other in [
            try file([("l.1", "[2]", 2), ("l.2", "[1, 2]", 2)]), try file([("l.1", "[2]", 2), ("k.2", "[2]", 2)]),
            try file([("l.1", "[2]", 2), ("l.2", "[2]", 2), ("x", "[2]", 2)]),
        ] {
            #expect(try other.stacked() == nil)
            guard case .tensorChoiceNeeded = failure({ () throws(TensorFileError) in try other.tensor() }) else {
                Issue.record("a choice was made")
                return
            }
        }
    }
}
