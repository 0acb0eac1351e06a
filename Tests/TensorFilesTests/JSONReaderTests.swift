import Tensors
import Testing

@testable import TensorFiles

@Suite struct JSONReaderTests: TextFileSuite {
    static let path = "dir/w.json"

    @Test(
        arguments: [
            ("[[1, 2.5], [-3e1, 0]]", [2, 2], [1, 2.5, -30, 0]), ("7", [], [7]), ("[]", [0], []),
            ("[[], []]", [2, 0], []),
            ("[[[1],[2]],[[3],[4]]]", [2, 2, 1], [1, 2, 3, 4]), (" [ 1 ]\r\n\t", [1], [1]),
            ("\u{FEFF}[Infinity, -Infinity]", [2], [.infinity, -.infinity]), ("[1e999]", [1], [.infinity]),
        ] as [(String, [Int], [Float])]) func readsNestedLists(text: String, shape: [Int], elements: [Float]) throws
    {
        let file = try open(text)
        #expect(file.format == .json)
        #expect(try file.tensor(named: "w").read() == Tensor(shape: shape, elements: elements))
    }

    @Test func readsNaN() throws {
        #expect(try open("[NaN]").tensor().read().elements[0].isNaN)
    }

    @Test func readsWeightsWithTokens() throws {
        let file = try open(
            """
            {"model": {"name": "x", "layers": [1, [true, null]]}, "tokens": ["the", "\\ud83d\\ude00"],
             "weights": [[1, 0], [0.5, 0.5]], "y_tokens": []}
            """)
        #expect(try file.tensor(named: "weights").read().elements == [1, 0, 0.5, 0.5])
        let axes = try file.axisLabels()
        #expect(axes.x == ["the", "😀"])
        #expect(axes.y == [])
    }

    /// Python writes them for bytes that it could not decode.
    @Test func halvesOfSurrogatePairsAreNamed() throws {
        let file = try open(
            #"{"weights": [[1, 0]], "tokens": ["a\ud800", "\udc00\ud83d\u0041\ud83d\ude00"], "\udfff": 1}"#)
        #expect(try file.axisLabels().x == ["aU+D800", "U+DC00U+D83DA😀"])
        #expect(try refusal(#"{"weights": [1], "\ud800\u00g0": 1}"#).contains("four hexadecimal digits"))
    }

    @Test func namesTheRaggedList() throws {
        #expect(
            try refusal("{\"weights\": [[1, 2],\n [1, 2, 3]]}")
                == "dir/w.json: line 2, column 10, in 'weights'[1]: expected 2 elements, as in the lists before it, found 3; "
                + "the rows have 2, 3 elements: make them equally long, with null for what is missing")
        #expect(
            try refusal("[[1], [1, 2]]").contains("in [1]: expected 1 elements, as in the lists before it, found 2"))
        #expect(try refusal("[[1, 2], 3]").contains("in [1]: expected a list, as before it, found '3]'"))
        #expect(try refusal("[1, [2]]").contains("in [1]: expected a number, found '[2]]'"))
        #expect(try refusal("[[], [[1]]]").contains("in [1][0]: expected a number"))
        #expect(try refusal("[[[1]], []]").contains("in [1]: expected 1 elements"))
    }

    @Test(arguments: [
        "[1,]", "[,1]", "[1 2]", "[1", "[", "]", "", " ", "[01]", "[+1]", "[1.]", "[.5]", "[1e]", "[0x1]", "[nan]",
        "[nul]", "[true, 1]", "[1, true]", "[true, null]", "[\"1\"]", "[1] [2]", "[1]]", "[-]", "[--1]", "[-NaN]",
        "[1\u{0}]", "[1\u{A0}]", "{}",
        "{\"weights\": }",
        "{\"weights\": [1]", "{\"weights\": [1],}", "{weights: [1]}", "{\"weights\": [1], \"tokens\": \"the\"}",
        "{\"weights\": [1], \"tokens\": [1]}", "{\"weights\": [1], \"a\": tru}",
        "{\"weights\": [1], \"\\x\": 1}",
        "{\"weights\": [1], \"a\nb\": 1}", "{\"weights\": [1], \"\\u00g0\": 1}", "{\"weights\": [1], \"a",
        "{\"weights\": [1], \"\\",
    ]) func refusesWhatIsNotJSON(text: String) throws {
        #expect(try refusal(text).contains("line 1, column ") || text.contains("\n"))
    }

    @Test func refusesJSONThatEndsTooEarly() throws {
        let whole =
            "{\"tokens\": [\"a\", \"\\u00e9\"], \"weights\": [[1.5, -2e1], [NaN, 0]], \"n\": {\"a\": [true, null]}}"
        #expect(try open(whole).tensors.count == 1)
        for count in 0..<whole.utf8.count {
            #expect(try refusal(String(whole.prefix(count))).hasPrefix("dir/w.json: line 1, column "))
        }
    }

    @Test func nestingIsNeverTooDeep() throws {
        let many = 100_000
        #expect(try refusal(String(repeating: "[", count: many)).contains("expected at most 64 levels of lists"))
        #expect(
            try refusal(String(repeating: "[", count: many) + String(repeating: "]", count: many)).contains("levels"))
        for opening in ["[", "{\"a\":"] {
            let text = "{\"weights\": [1], \"deep\": " + String(repeating: opening, count: many)
            #expect(try refusal(text).contains("expected at most 128 levels of lists and objects, found more"))
        }
    }

    @Test func theLastOfRepeatedKeysCounts() throws {
        let ignored = try open("{\"weights\": [1],\n\"é\": 1, \"é\": 2, \"a\": {\"b\": 1, \"b\": 2}}")
        #expect(ignored.readingNotes.isEmpty)
        let used = try open("{\"weights\": [1], \"weights\": [2, 3]}")
        #expect(try used.tensor().read().elements == [2, 3])
        #expect(used.readingNotes == [.repeatedKey("weights")])
        // Two spellings of one letter are two keys, as in Python.
        #expect(try open("{\"weights\": [1], \"\u{E9}\": 1, \"e\u{301}\": 2}").tensors.count == 1)
        #expect(try open("{\"\u{E9}\": [[1]], \"e\u{301}\": [[2]]}").tensors.count == 2)
    }

    /// As for Python, whatever the last value is, and whatever the values before it held.
    @Test func aRepeatedKeyReplacesAllThatItHeld() throws {
        let nested = try open("{\"a\": {\"x\": [[1]], \"t\": [\"b\"]}, \"a\": {\"y\": [[2]]}}")
        #expect(nested.tensors.map(\.name) == ["a.y"] && nested.labels.isEmpty)
        #expect(nested.readingNotes == [.repeatedKey("a")])
        let inner = try open("{\"a\": {\"x\": [[1]], \"x\": [[3]]}, \"b\": [[2]]}")
        #expect(inner.tensors.map(\.name) == ["a.x", "b"] && inner.readingNotes == [.repeatedKey("a.x")])
        #expect(try inner.tensor(named: "a.x").read().elements == [3])
        let gone = try open("{\"a\": [[1]], \"b\": [[2]], \"a\": 5}")
        #expect(gone.tensors.map(\.name) == ["b"] && gone.readingNotes == [.repeatedKey("a")])
        let other = try open("{\"a.x\": [[1]], \"a\": [[2]]}")
        #expect(other.tensors.map(\.name) == ["a.x", "a"] && other.readingNotes.isEmpty)
    }
}
