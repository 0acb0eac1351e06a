import Tensors
import Testing

@testable import TensorFiles

@Suite struct CSVReaderTests: TextFileSuite {
    @Test(arguments: [
        "1,2\n3,4", "1,2\n3,4\n", "1,2\r\n3,4\r\n", "\u{FEFF}1,2\n3,4\n\n\n", " 1 ,\t2\n3, 4", "1;2\n3;4", "1\t2\n3\t4",
        "\"1\",\"2\"\n\"3\",\"4\"", "1e0,.2e1\n+3,4.",
    ]) func readsNumbers(text: String) throws {
        let file = try open(text)
        #expect(file.format == .csv)
        #expect(try file.tensor().read() == Tensor(shape: [2, 2], elements: [1, 2, 3, 4]))
        #expect(file.labels.isEmpty)
        #expect(try file.tensor(named: "a").read(leading: [1]).elements == [3, 4])
    }

    @Test func readsSpecialNumbers() throws {
        let elements = try open("nan,inf\n-inf,-0").tensor().read().elements
        #expect(elements[0].isNaN)
        #expect(elements[1...].map(\.bitPattern) == [Float.infinity, -.infinity, -0.0].map(\.bitPattern))
    }

    private func labels(_ text: String, as path: String = "a.csv") throws -> [[String]?] {
        let file = try open(text, as: path)
        #expect(try file.tensor().read().elements == [1, 2, 3, 4])
        let axes = try file.axisLabels()
        return [axes.x, axes.y]
    }

    @Test func findsLabels() throws {
        #expect(try labels("the,cat\n1,2\n3,4") == [["the", "cat"], nil])
        #expect(try labels("the,1,2\ncat,3,4") == [nil, ["the", "cat"]])
        #expect(try labels("corner,a,b\nc,1,2\nd,3,4") == [["a", "b"], ["c", "d"]])
        #expect(try labels(",0,1\n0,1,2\n1,3,4") == [["0", "1"], ["0", "1"]], "as pandas writes a DataFrame")
        #expect(try labels("\"5\",\"6\"\n1,2\n3,4") == [["5", "6"], nil], "numbers in quotes are labels")
        #expect(try labels("\ta\tb\n\"c\"\"c\"\t1\t2\n,d;\t3\t4", as: "a.tsv") == [["a", "b"], ["c\"c", ",d;"]])
        #expect(try labels("\"a,\",\" b\n\"\n1,2\n3,4") == [["a,", " b\n"], nil])
        #expect(try labels("a\n1\n2\n3\n4") == [["a"], nil])
        #expect(try labels("a,1,2,3,4") == [nil, ["a"]])
    }

    @Test func namesTheRaggedRow() throws {
        #expect(
            try refusal("1,2\n3\n")
                == "a.csv: row 2: expected 2 cells, as in row 1, found 1; give every row as many cells")
        #expect(try refusal("1,2\n3,4\n5,6,7").contains("row 3: expected 2 cells, as in row 1, found 3"))
        #expect(try refusal("a,b\n1,2,3").contains("row 2: expected 2 cells, as in row 1, found 3"))
        #expect(try refusal("1,2\n\n3").contains("row 3"))
    }

    @Test func namesTheCellThatIsNoNumber() throws {
        #expect(try refusal("1,2\n3,x").contains("row 2, column 2: expected a number, found 'x'"))
        #expect(try refusal("1,2\n3,-").contains("row 2, column 2: expected a number, found '-'"))
        #expect(try refusal("a,7,b\n1,2,3").contains("row 1, column 3: expected a number, found 'b'"))
        #expect(try refusal("1,2\n3,4\u{0}").contains("found '4\\0'"))
    }

    @Test func refusesBadQuotes() throws {
        #expect(try refusal("\"1,2\n3,4").contains("row 1, column 1: expected quotes that end"))
        #expect(
            try refusal("1,2\n3,\"4\"5").contains(
                "row 2, column 2: expected the end of the cell after its closing quote, found '5'"))
        #expect(try refusal("\"").contains("expected quotes that end"))
        #expect(try refusal("\n\n").contains("found no rows"))
    }

    @Test func refusesLabelsThatAreNotUTF8() throws {
        let source = ByteSource(path: "a.csv", bytes: Array("a,b\n1,2".utf8).map { $0 == 0x62 ? 0xE9 : $0 })
        let error = failure { () throws(TensorFileError) in try TensorFile(source) }
        #expect(
            error?.description
                == "a.csv: row 1, column 2: expected UTF-8 text, found the bytes e9; save the file as UTF-8")
    }

    @Test func aHeaderAloneIsAnEmptyMatrix() throws {
        #expect(try open("a,b\n").tensor().shape.dimensions == [0, 2])
    }
}
