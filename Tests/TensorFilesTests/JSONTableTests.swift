import Tensors
import Testing

@testable import TensorFiles

/// JSON other than nested lists of numbers: objects, masks, pandas' orientations, decoding steps.
@Suite struct JSONTableTests: TextFileSuite {
    static let path = "w.json"

    private func elements(_ file: TensorFile, named name: String? = nil) throws -> [Float] {
        try file.tensor(named: name).read().elements.map { $0.isNaN ? -1 : $0 }
    }

    @Test func nullIsMissing() throws {
        let file = try open("[[0.5, null], [null, 1]]")
        #expect(try elements(file) == [0.5, -1, -1, 1])
        #expect(file.readingNotes == [.missingCells(count: 2)])
    }

    @Test func truthValuesAreAMask() throws {
        let tensor = try open("{\"mask\": [[true, false], [true, true]]}").tensor()
        #expect(tensor.elementType == .bool)
        #expect(try tensor.read().elements == [1, 0, 1, 1])
    }

    @Test func anyKeyHoldsAnArray() throws {
        #expect(try elements(open("{\"model\": \"x\", \"attentions\": [[1, 2]], \"scale\": 0.5}")) == [1, 2])
        let several = try open("{\"a\": [[1, 2]], \"b\": {\"c\": [[3]]}, \"ids\": [101, 102], \"words\": [\"x\"]}")
        #expect(several.tensors.map(\.name) == ["a", "b.c", "ids"])
        #expect(several.tensors.map(\.elementType) == [.float32, .float32, .int64])
        #expect(try several.labels(named: "ids") == ["101", "102"])
        #expect(try elements(several, named: "b.c") == [3])
        #expect(try several.labels(named: "words") == ["x"])
        guard
            case .tensorChoiceNeeded(_, let available) = failure({ () throws(TensorFileError) in try several.tensor() })
        else {
            Issue.record("one was chosen")
            return
        }
        #expect(available.count == 3)
        #expect(try elements(open("{\"a\": [[1, 2]], \"weights\": [[3]]}")) == [3])
        #expect(try elements(open("{\"ids\": [101, 102], \"attn\": [[3]]}")) == [3])
        #expect(try open("{\"layer.0\": [[1]], \"layer.1\": [[2]]}").tensor().read().elements == [1, 2])
    }

    @Test func namesTheKeysWhereNoneHoldsAnArray() throws {
        #expect(
            try refusal("{\"model\": \"x\", \"n\": 3}").contains(
                "expected an array of numbers, such as the key 'weights', found the keys 'model', 'n'"))
    }

    @Test func aRaggedArrayIsNamed() throws {
        #expect(
            try refusal("{\"a\": [[1], [0.5, 0.5], [0.2, 0.3, 0.4, 0.1]], \"ids\": [1, 2]}").contains(
                "in 'a'[1]: expected 1 elements, as in the lists before it, found 2; the rows have 1, 2, 4 elements"))
        #expect(try refusal("[[[1, 2], [3]], [[1, 2], [3, 4]]]").contains("the rows have 2, 1 elements"))
    }

    @Test func rowsThatGrowByOneAreASeries() throws {
        let file = try open("{\"a\": [[1], [0.5, 0.5], [0.2, 0.3, 0.5]], \"ids\": [1, 2]}")
        #expect(file.tensors.map(\.name) == ["a.0", "a.1", "a.2", "ids"])
        #expect(try elements(file, named: "a.2") == [0.2, 0.3, 0.5])
    }

    @Test func unequalMatricesAreASeries() throws {
        let file = try open("[[[[1, 0], [0.5, 0.5]]], [[[0.2, 0.3, 0.5]]], [[[0.1, 0.2, 0.3, 0.4]]]]")
        #expect(file.tensors.map(\.name) == ["w.0", "w.1", "w.2"])
        #expect(file.tensors.map(\.shape.dimensions) == [[1, 2, 2], [1, 1, 3], [1, 1, 4]])
        #expect(try elements(file, named: "w.1") == [0.2, 0.3, 0.5])
        let layers = try open("{\"a\": [[[[1]], [[0.5, 0.5]]], [[[1]], [[0.25, 0.75]]]]}")
        #expect(layers.tensors.map(\.name) == ["a.0.0", "a.0.1", "a.1.0", "a.1.1"])
        #expect(try elements(layers, named: "a.1.1") == [0.25, 0.75])
    }

    @Test(
        "The orientations of pandas",
        arguments: [
            "{\"columns\":[\"a\",\"b\"],\"index\":[\"x\",\"y\"],\"data\":[[0.5,null],[0.25,1]]}",
            "{\"a\":{\"x\":0.5,\"y\":0.25},\"b\":{\"x\":null,\"y\":1.0}}",
            "[{\"q\":\"x\",\"a\":0.5,\"b\":null},{\"q\":\"y\",\"a\":0.25,\"b\":1}]",
            "[{\"q\":\"x\",\"a\":0.5,\"b\":null},{\"b\":1,\"q\":\"y\",\"a\":0.25}]",
        ])
    func pandas(text: String) throws {
        let file = try open(text)
        #expect(try file.tensor().shape.dimensions == [2, 2])
        #expect(try elements(file) == [0.5, -1, 0.25, 1])
        #expect(try file.axisLabels().x == ["a", "b"])
        #expect(try file.axisLabels().y == ["x", "y"])
        #expect(file.readingNotes.contains(.missingCells(count: 1)))
    }

    @Test(
        "Numbers of rows and columns are no labels",
        arguments: [
            "{\"columns\":[0,1],\"index\":[0,1],\"data\":[[0.5,0.5],[0.25,0.75]]}",
            "{\"0\":{\"0\":0.5,\"1\":0.25},\"1\":{\"0\":0.5,\"1\":0.75}}",
            "[{\"0\":0.5,\"1\":0.5},{\"0\":0.25,\"1\":0.75}]",
        ])
    func numbered(text: String) throws {
        let file = try open(text)
        #expect(try elements(file) == [0.5, 0.5, 0.25, 0.75])
        #expect(file.labels.isEmpty)
    }

    @Test(
        "One weight a record",
        arguments: [
            "[{\"query\":\"der\",\"key\":\"the\",\"weight\":0.5},{\"query\":\"Hund\",\"key\":\"cat\",\"weight\":1}]",
            "{\"columns\":[\"query\",\"key\",\"weight\"],\"index\":[0,1],\"data\":[[\"der\",\"the\",0.5],[\"Hund\",\"cat\",1]]}",
            "{\"query\":{\"0\":\"der\",\"1\":\"Hund\"},\"key\":{\"0\":\"the\",\"1\":\"cat\"},\"weight\":{\"0\":0.5,\"1\":1}}",
        ])
    func long(text: String) throws {
        let file = try open(text)
        #expect(try elements(file) == [0.5, -1, -1, 1])
        #expect(try file.axisLabels().x == ["the", "cat"])
        #expect(try file.axisLabels().y == ["der", "Hund"])
    }

    @Test(
        "Records that are no table are refused",
        arguments: [
            ("[{\"a\":1},{\"b\":1}]", "[1]"),
            ("[{\"a\":1},{\"a\":\"x\"}]", "record 1, key 'a': expected a number, found 'x'"),
            ("[{\"a\":[1]}]", "expected a number or a text"), ("[{}]", "expected records with keys"),
            ("[{\"a\":true,\"b\":1}]", "1 truth values of 2"), ("[{\"a\":1}, 3]", "expected a record"),
        ])
    func badRecords(text: String, fact: String) throws {
        let found = try refusal(text)
        #expect(found.contains(fact), "\(found)")
    }

    @Test func arraysStandInListsOfObjects() throws {
        let text = #"{"layers": [{"n": 1, "attn": [[1, 0]]}, {"attn": [[0.5, 0.5]]}], "x": [{"y": 1}, 2]}"#
        let file = try open(text)
        #expect(file.tensors.map(\.name) == ["layers.0.attn", "layers.1.attn"])
        #expect(try elements(file, named: "layers.1.attn") == [0.5, 0.5])
        let list = try open(#"[{"layer": 0, "attn": [[1, 0]]}, {"layer": 1, "attn": [[0.5, 0.5]]}]"#)
        #expect(try elements(list, named: "1.attn") == [0.5, 0.5])
        #expect(try elements(open(#"[{"layer": 0, "attn": [[1, 0]]}]"#)) == [1, 0])
    }

    @Test(
        "JSON that is not read is named",
        arguments: [
            ("{\"q\": 0, \"k\": 0}\n{\"q\": 0, \"k\": 1}", "expected one JSON value, found several, as in JSON lines"),
            ("[0.5, 0.5]\n[1, 0]\n", "expected one JSON value, found several, as in JSON lines"),
            (#"{"schema": {"fields": [{"name": "a"}]}, "data": [{"a": 0.5}]}"#, "orient='split'"),
            (#"[{"attn": [[1, 0], [1]]}]"#, "expected 2"),
        ])
    func refusals(text: String, fact: String) throws {
        let found = try refusal(text)
        #expect(found.contains(fact), "\(found)")
    }

    @Test func recordsOfPositions() throws {
        let file = try open(#"[{"query": 0, "key": 0, "p": 1}, {"query": 1, "key": 0, "p": 0.5}]"#)
        #expect(try file.tensor().shape.dimensions == [2, 1])
        #expect(try elements(file) == [1, 0.5])
    }
}
