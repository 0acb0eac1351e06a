import Tensors
import Testing

@testable import TensorFiles

/// Tables as NumPy, pandas, R, Excel and MATLAB write them.
@Suite struct TableTests: TextFileSuite {
    /// What a table is read as; -1 stands for NaN.
    private struct Content: Equatable {
        var shape: [Int]
        var elements: [Float]
        var x: [String]?
        var y: [String]?
    }

    private func content(_ text: String, as path: String = "a.csv") throws -> Content {
        let file = try open(text, as: path)
        let tensor = try file.tensor().read()
        let labels = try file.axisLabels()
        return Content(
            shape: tensor.shape.dimensions, elements: tensor.elements.map { $0.isNaN ? -1 : $0 }, x: labels.x,
            y: labels.y)
    }

    @Test(
        "White space, as numpy.savetxt writes it",
        arguments: [
            "0.5 0.25\n0.125 1\n", "0.5  0.25\n 0.125\t1 \n\n", "# head\n0.5 0.25\n\n# more, of it\n0.125 1",
            "5.000e-01 2.5e-01\r\n1.25e-1 1e0", "0,5 0,25\n0,125 1,0", "% MATLAB\n0.5;0.25\n0.125;1",
            "0.5\t0.25\r0.125\t1",
        ], ["a.txt", "a.dat", "a.csv", "a.tsv"])
    func whiteSpace(text: String, path: String) throws {
        #expect(try content(text, as: path) == Content(shape: [2, 2], elements: [0.5, 0.25, 0.125, 1]))
    }

    @Test(
        "Decimal commas",
        arguments: [
            "0,5;0,25\n0,125;1", "0,5\t0,25\n0,125\t1,000", "a;0,5;0,25\nb;0,125;1", ";c;d\na;0,5;0,25\nb;0,125;1",
            "50%;25%\n12,5%;100 %", "x y;0,5;0,25\nz, w;0,125;1,0",
        ])
    func decimalCommas(text: String) throws {
        #expect(try content(text).elements == [0.5, 0.25, 0.125, 1])
    }

    @Test func decimalPointsAndCommasDoNotMix() throws {
        #expect(try refusal("0.5;0,25\n0.125;1,5").contains("row 1, column 2: expected a number, found '0,25'"))
    }

    @Test(
        "Missing cells are NaN, wherever they stand",
        arguments: [
            ("1.0,\n0.5,0.5", [1, -1, 0.5, 0.5]), (",0.5\n0.5,0.25", [-1, 0.5, 0.5, 0.25]),
            ("NA,0.5\n0.5,0.5", [-1, 0.5, 0.5, 0.5]), ("0.5,0.5\n,0.5", [0.5, 0.5, -1, 0.5]),
            ("0.5,#N/A\nnull,0.5", [0.5, -1, -1, 0.5]), ("0.5,None\nN/A,nan", [0.5, -1, -1, -1]),
            (",a,b\nc,,0.5\nd,0.5,\n", [-1, 0.5, 0.5, -1]),
            ("\"\",\"X1\",\"X2\"\n\"1\",NA,0.75\n\"2\",0.5,#N/A", [-1, 0.75, 0.5, -1]),
            ("a,b\n,0.5\n0.5,<NA>", [-1, 0.5, 0.5, -1]), ("c,,0.5\nd,0.5,", [-1, 0.5, 0.5, -1]),
            ("0.5\t\n\t0.5", [0.5, -1, -1, 0.5]), ("NA 0.5\n0.5 NA", [-1, 0.5, 0.5, -1]),
        ] as [(String, [Float])])
    func missing(text: String, elements: [Float]) throws {
        let found = try content(text)
        #expect(found.shape == [2, 2])
        #expect(found.elements == elements)
        let count = elements.count { $0 == -1 } - (text.contains("nan") ? 1 : 0)
        #expect(try open(text).readingNotes == [.missingCells(count: count)])
    }

    @Test(
        "Numbers of columns and rows are no data",
        arguments: [
            ("0,1,2\n0.5,0.25,0.25\n0.25,0.5,0.25\n", [2, 3], ["0", "1", "2"], nil),
            ("0,1\n0.5,0.5\n1.0,0.0", [2, 2], ["0", "1"], nil),
            ("query,0,1\nthe,0.5,0.5\ncat,0.25,0.75", [2, 2], ["0", "1"], ["the", "cat"]),
            ("token,0,1\n0,0.5,0.5\n1,0.25,0.75", [2, 2], ["0", "1"], ["0", "1"]),
            ("query,a,b\n0,0.5,0.5\n1,0.25,0.75", [2, 2], ["a", "b"], ["0", "1"]),
            ("t,a,b\n0,0.5,0.5\n1,0.25,0.75", [2, 2], ["a", "b"], ["0", "1"]),
            ("Unnamed: 0,a,b\n0,0.5,0.5\n1,0.25,0.75", [2, 2], ["a", "b"], ["0", "1"]),
            (",0,1\n0,0,1\n1,1,0", [2, 2], ["0", "1"], ["0", "1"]),
            ("0,0.5,0.5\n1,0.25,0.75\n", [2, 2], nil, ["0", "1"]),
            ("0,0.5,0.5\n1,0.25,0.75\n2,0.1,0.9", [3, 2], nil, ["0", "1", "2"]),
            ("query,101,2003\nthe,0.5,0.5\ncat,0.25,0.75", [2, 2], ["101", "2003"], ["the", "cat"]),
        ] as [(String, [Int], [String]?, [String]?)])
    func numbersOfPositions(text: String, shape: [Int], x: [String]?, y: [String]?) throws {
        let found = try content(text)
        #expect(found.shape == shape)
        #expect(found.x == x)
        #expect(found.y == y)
    }

    @Test(
        "Rows that only look like a header are data",
        arguments: [
            ("0,1,2\n3,4,5\n6,7,8", [3, 3]), ("1,0,0\n0.5,0.5,0.0\n0.2,0.3,0.5", [3, 3]), ("0,1\n1,0", [2, 2]),
            ("the,1,0\ncat,0.5,0.5", [2, 2]), ("the,1,2\ncat,3,4", [2, 2]), ("0,1\n0.5,0.5\n1,0", [3, 2]),
            ("0,1,0\n0.5,0.25,0.25", [2, 3]), ("0,1,2", [1, 3]), ("a,b,c\n0,0.5,0.5\n1,0.0,0.0", [2, 3]),
            ("0,0.5,0.5\n1,0.0,0.0", [2, 3]),
        ] as [(String, [Int])])
    func data(text: String, shape: [Int]) throws {
        #expect(try content(text).shape == shape)
        #expect(try open(text).readingNotes.isEmpty)
    }

    @Test func notesWhatItTakesForNumbersOfPositions() throws {
        #expect(try open("0,1,2\n0.5,0.25,0.25").readingNotes == [.numberedColumns(first: "0", last: "2")])
        #expect(try open("query,a,b\n0,0.5,0.5\n1,0.25,0.75").readingNotes == [.numberedRows(first: "0", last: "1")])
    }

    @Test(
        "Any other cell among numbers is named",
        arguments: [
            ("0.5,abc\n0.5,0.5", "row 1, column 2: expected a number, found 'abc'"),
            ("x,0.5\n0.1,0.5\n0.2,0.5", "row 1, column 1: expected a number, found 'x'"),
            ("0.1,0.5\n0.2,-\n0.2,0.5", "row 2, column 2: expected a number, found '-'"),
            ("0.1,0.5\nx,0.2\n0.2,0.5", "row 2, column 1: expected a number, found 'x'"),
            ("1,000,5\n2,000,x", "row 2, column 3: expected a number, found 'x'"),
            ("0.1 0.2\n0.3 0.4a", "found '0.4a'"),
            ("5%,10%\n5%,a%", "found 'a%'"),
            ("1\n0.5 0.5\n0.2 0.3 0.5", "row 2: expected 1 cell, as in row 1, found 2"), ("\n\n", "found no rows"),
            ("NA,NA\n,", "found 4 empty cells"),
            ("# only\n# comments\n", "found only text, such as '#'"),
            ("the\ncat\n", "found only text, such as 'the'"),
        ])
    func otherCells(text: String, fact: String) throws {
        let found = try refusal(text)
        #expect(found.contains(fact), "\(found)")
    }

    @Test(
        "Tokens that begin like comments stay",
        arguments: [
            ("the,0.5,0.5\n##ing,0.25,0.75\n# a note\n%,1,0", ["the", "##ing", "%"], nil),
            (",the,##ing\nthe,0.5,0.5\n##ing,0.25,0.75", ["the", "##ing"], ["the", "##ing"]),
            ("##ing,cat\n0.5,0.5\n0.25,0.75", nil, ["##ing", "cat"]),
            ("#query,a,b\nx,0.5,0.5\n#,0.25,0.75", ["x", "#"], ["a", "b"]),
        ] as [(String, [String]?, [String]?)])
    func marks(text: String, y: [String]?, x: [String]?) throws {
        let found = try content(text)
        #expect(found.y == y)
        #expect(found.x == x)
    }

    @Test(
        "R leaves out the corner, and every row may end in a separator",
        arguments: [
            ("\"a\" \"b\"\n\"x\" 0.5 0.25\n\"y\" 0.125 1", "a.txt"),
            ("\"a\",\"b\"\n\"x\",0.5,0.25\n\"y\",0.125,1", "a.csv"),
            ("   a     b\nx  0.5   0.25\ny  0.125 1.0", "a.txt"), (",a,b,\nx,0.5,0.25,\ny,0.125,1,", "a.csv"),
        ])
    func corners(text: String, path: String) throws {
        #expect(
            try content(text, as: path)
                == Content(shape: [2, 2], elements: [0.5, 0.25, 0.125, 1], x: ["a", "b"], y: ["x", "y"]))
    }

    @Test func truthValues() throws {
        for text in ["true,false\nfalse,true", "TRUE;FALSE\nFALSE;TRUE", ",a,b\nx,True,False\ny,False,True"] {
            let tensor = try open(text).tensor()
            #expect(tensor.elementType == .bool)
            #expect(try tensor.read().elements == [1, 0, 0, 1])
        }
        #expect(try refusal("true,0.5\n0.5,0.5").contains("expected true or false, as before it, found '0.5'"))
        #expect(try refusal("0.5,true\n0.5,0.5").contains("row 1, column 2: expected a number, as before it"))
        #expect(try refusal("true,\ntrue,true").contains("expected true or false, found an empty cell"))
        #expect(try content("true,cat\n0.5,0.5").x == ["true", "cat"], "a word above numbers")
    }

    @Test func wordsInQuotesAreLabelsEvenWhereTheyMeanMissing() throws {
        #expect(
            try content("\"\",\"-\",\"NA\"\n\"NA\",0.5,0.25\n\"None\",0.125,1")
                == Content(shape: [2, 2], elements: [0.5, 0.25, 0.125, 1], x: ["-", "NA"], y: ["NA", "None"]))
    }

    @Test func readsUTF16() throws {
        let text = "the,cät\n0.5,0.25\n0.125,1"
        for (mark, isBig) in [([0xFF, 0xFE], false), ([0xFE, 0xFF], true)] as [([UInt8], Bool)] {
            let bytes = text.utf16.flatMap { unit in
                isBig ? [UInt8(unit >> 8), UInt8(unit & 255)] : [UInt8(unit & 255), UInt8(unit >> 8)]
            }
            let file = try TensorFile(ByteSource(path: "a.csv", bytes: mark + bytes))
            #expect(try file.tensor().read().elements == [0.5, 0.25, 0.125, 1])
            #expect(try file.axisLabels().x == ["the", "cät"])
        }
    }
}
