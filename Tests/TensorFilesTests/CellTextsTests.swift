import Testing

@testable import TensorFiles

struct CellTextsTests {
    private func read(_ text: String, as path: String = "texts.csv") throws -> CellTexts {
        try CellTexts(Array(text.utf8), path: path, isJSON: path.hasSuffix(".json"))
    }

    @Test func aTableIsAMatrix() throws {
        let table = try read("a,\"b, \"\"c\"\"\",\n0.050,,**\n")
        #expect(table.dimensions == [2, 3])
        #expect(table.texts == ["a", "b, \"c\"", "", "0.050", "", "**"])
        #expect(try read("a\tb\n", as: "texts.tsv").texts == ["a", "b"])
        #expect(try read("").dimensions == [0, 0])
    }

    @Test func nestedListsHaveAsManyAxes() throws {
        let lists = try read(#"[[["a", 0.50], [null, "é"]], [["", 1e3], ["x", -1]]]"#, as: "texts.json")
        #expect(lists.dimensions == [2, 2, 2])
        #expect(lists.texts == ["a", "0.50", "", "é", "", "1e3", "x", "-1"])
        #expect(try read("[]", as: "texts.json").dimensions == [0])
    }

    @Test(
        arguments: [
            ("a,b\nc\n", "texts.csv", "row 2", "2 cells, as in the first row", "1"),
            (
                "[[\"a\", \"b\"], [\"c\"]]", "texts.json", "line 1, column 18, in [1]",
                "2 elements, as in the lists before it", "1"
            ),
            ("[[\"a\"], \"b\"]", "texts.json", "line 1, column 9, in [1]", "a list, as before it", "'\"b\"]'"),
            ("[\"a\", [\"b\"]]", "texts.json", "line 1, column 7, in [1]", "a text", "'[\"b\"]]'"),
            ("[true]", "texts.json", "line 1, column 2, in [0]", "a text", "'true]'"),
        ])
    func otherFilesAreErrors(text: String, path: String, place: String, expected: String, found: String) {
        #expect {
            _ = try read(text, as: path)
        } throws: { error in
            guard case .malformed(path, place, expected, found, _)? = error as? TensorFileError else {
                Issue.record("\(error)")
                return false
            }
            return true
        }
    }
}
