import Tensors
import Testing

@testable import TensorFiles

/// Cells and lines as spreadsheets write them: errors, thousands separators, decimal commas, empty lines.
@Suite struct SpreadsheetTests: TextFileSuite {
    /// The elements; -1 stands for NaN.
    private func elements(_ text: String) throws -> [Float] {
        try open(text).tensor().read().elements.map { $0.isNaN ? -1 : $0 }
    }

    @Test(
        "Errors of a spreadsheet are missing values, also where a line begins with them",
        arguments: [
            ("#N/A,0.5\n0.5,0.25", [-1, 0.5, 0.5, 0.25]), ("#DIV/0!,0.5\n0.5,0.25", [-1, 0.5, 0.5, 0.25]),
            ("0.5,0.25\n#VALUE!,0.5\n0.5,#REF!", [0.5, 0.25, -1, 0.5, 0.5, -1]),
            ("#NV;0,5\n0,5;0,25", [-1, 0.5, 0.5, 0.25]), ("#NA 0.5\n0.5 0.25", [-1, 0.5, 0.5, 0.25]),
            ("a,b\n#NUM!,#NAME?\n0.5,0.25", [-1, -1, 0.5, 0.25]), ("#N/A\n0.5\n0.25", [-1, 0.5, 0.25]),
            ("# 3 4\n#0.75,0.5\n0.5,0.25\n#N/A is missing", [0.5, 0.25]),
        ] as [(String, [Float])])
    func errors(text: String, expected: [Float]) throws {
        #expect(try elements(text) == expected)
    }

    @Test func allLabelsMayBeginWithTheMarkOfComments() throws {
        let file = try open(",#a,b\n#a,.5,.5\n#b,.25,.75")
        #expect(try file.tensor().read().elements == [0.5, 0.5, 0.25, 0.75])
        #expect(try file.axisLabels().y == ["#a", "#b"])
        #expect(try file.axisLabels().x == ["#a", "b"])
    }

    @Test(
        "A cell that is nearly a number is named, and makes its row no header",
        arguments: [
            ("\"1,234\",\"2,000\"\n3,4", "'1,234'"), ("1 234,5;2\n3;4", "'1 234,5'"), ("1_000,2\n3,4", "'1_000'"),
            ("0x1p-2,0x3\n1,1", "'0x1p-2'"), ("0x3,1\n1,1", "'0x3'"), ("1.5D-3,2\n3,4", "'1.5D-3'"),
            ("0.5*,0.25*\n1,0", "'0.5*'"), ("1,-\n0,0.5", "'-'"), ("-,-\n0.5,0.5", "'-'"), ("?,0\n0.5,0.5", "'?'"),
            ("\"1,234\",\"2\"\n\"3,456\",\"4\"", "'1,234'"), ("1_000,2\n2_000,4", "'1_000'"),
            ("$5,$6\n1,2", "'$5'"),
        ])
    func nearNumbers(text: String, cell: String) throws {
        let found = try refusal(text)
        #expect(found.contains("row 1, column") && found.contains("expected a number, found \(cell)"), "\(found)")
    }

    @Test(
        "Thousands separators that cannot be decimal marks are read",
        arguments: [
            "\"1,234.5\",2\n3,4", "1.234,5;2\n3;4", "1\u{A0}234,5;2\n3;4", "1\u{202F}234,5;2,0\n3;4", "1'234.5;2\n3;4",
            "1\u{2019}234.5\t2\n3\t4",
        ])
    func thousands(text: String) throws {
        #expect(try elements(text) == [1234.5, 2, 3, 4])
        #expect(try open(text).readingNotes.isEmpty)
    }

    @Test func wordsAreAHeaderEvenBesideNearNumbers() throws {
        #expect(try open("the,\"1,234\"\n0.5,0.25").axisLabels().x == ["the", "1,234"])
        #expect(try open("\"\",\"1,234\",\"-\"\n\"?\",0.5,0.25").axisLabels().x == ["1,234", "-"])
    }

    @Test(
        "Decimal commas and percent signs",
        arguments: [
            "0,5;0,5\n1;0", "\"0,5\",\"0,5\"\n\"1,0\",\"0\"", "\"0,5\",\"0,5\"\n1,0", "50,0 %;50 %\n100\u{A0}%;0",
            "sep=;\n0,5;0,5\n1;0", "sep=;\r\n# note\r\n0,5;0,5\r\n1;0", "0.5|0.5\n1|0", "0,5\t0,5\n1\t0",
        ])
    func decimalCommas(text: String) throws {
        #expect(try elements(text) == [0.5, 0.5, 1, 0])
        #expect(try open(text).axisLabels().x == nil)
    }

    @Test func theMinusSignOfTypesettersIsOne() throws {
        #expect(try elements("\u{2212}0.5,1\n2,\u{2212}3e\u{2212}1") == [-0.5, 1, 2, -0.3])
    }

    @Test(
        "Empty lines are no rows",
        arguments: [
            "\n0.5,0.25\n\n0.125,1\n\n", "\r\n\r\n0.5,0.25\r\n  \r\n0.125,1", "a,b\n\n0.5,0.25\n\n0.125,1",
            "0.5\t0.25\n\n0.125\t1", "# note\n\n0.5;0.25\n\n0.125;1",
        ])
    func emptyLines(text: String) throws {
        let file = try open(text)
        #expect(try file.tensor().read().elements == [0.5, 0.25, 0.125, 1])
        #expect(file.readingNotes.isEmpty)
    }

    @Test func whiteSpaceHasNoHeaderOfNumbers() throws {
        #expect(try open("0 1 2\n0.5 0.25 0.25", as: "a.txt").tensor().shape.dimensions == [2, 3])
        #expect(try open("0.0,1.0,2.0\n0.5,0.25,0.25").tensor().shape.dimensions == [2, 3])
    }
}
