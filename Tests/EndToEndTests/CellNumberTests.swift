import Foundation
import Testing

@Suite("Numbers and texts in the cells")
struct CellNumberTests {
    private func texts(_ arguments: [String], _ files: [(String, Data)]) throws -> [String] {
        let workshop = try Workshop()
        for (name, data) in files { try workshop.write(data, to: name) }
        let outcome = try workshop.run(["render", "w.npy", "-o", "a.svg"] + arguments)
        #expect(outcome.status == 0, "\(outcome.messages)")
        return try #require(SVGText(workshop.data("a.svg"))).labels
    }

    private let weights = InputFiles.npy([2, 2], [0.25, 0.75, 0.5, 0.5])

    @Test("Values of a narrow range have the decimals that tell them apart")
    func narrow() throws {
        let near = InputFiles.npy([2, 2], [0.99902, 0.99937, 0.99924, 0.99949])
        let found = try texts(["--annotate", "auto"], [("w.npy", near)])
        #expect(found.prefix(4) == ["0.9990", "0.9994", "0.9992", "0.9995"])
        let whole = try texts(["--annotate", "auto"], [("w.npy", InputFiles.npy([2, 2], [0, 3, 120, 7]))])
        #expect(whole.prefix(4) == ["0", "3", "120", "7"])
    }

    @Test(
        "The bar has the format of the cells",
        arguments: [
            (".0%", ["25%", "75%", "50%", "50%"], "100%"), (".2f", ["0.25", "0.75", "0.50", "0.50"], "1.00"),
            (".1e", ["2.5e−01", "7.5e−01", "5.0e−01", "5.0e−01"], "1.0e+00"),
            ("+.1f", ["+0.2", "+0.8", "+0.5", "+0.5"], "+1.0"),
        ])
    func bar(format: String, cells: [String], tick: String) throws {
        let found = try texts(["--annotate", format, "--vmin", "0", "--vmax", "1"], [("w.npy", weights)])
        #expect(Array(found.prefix(4)) == cells && found.contains(tick))
    }

    @Test("A format for whole numbers does not round, and others are refused with a list")
    func refused() throws {
        let workshop = try Workshop()
        try workshop.write(weights, to: "w.npy")
        let rounded = try workshop.run("render", "w.npy", "--annotate", "d", "-o", "a.svg")
        #expect(rounded.status == 64 && rounded.messages.contains("row 0, column 0, counted from 0, is 0.25"))
        let unknown = try workshop.run("render", "w.npy", "--annotate", "%.2f", "-o", "a.svg")
        #expect(unknown.status == 64 && unknown.messages.contains("such as .2f, .0%, .1e, .3g, d or ,"))
        #expect(try workshop.run("render", "w.npy", "--annotate-above", "nan").status == 64)
        #expect(try workshop.names() == ["w.npy"])
    }

    @Test("Numbers can be written above a value only")
    func above() throws {
        #expect(try texts(["--annotate-above", "0.5"], [("w.npy", weights)]).prefix(2) == ["0.75", "0"])
        let workshop = try Workshop()
        try workshop.write(weights, to: "w.npy")
        let none = try workshop.run("render", "w.npy", "--annotate-above", "0.9", "-o", "a.svg")
        #expect(none.status == 0 && none.messages.contains("no value is above 0.9: no cell has a number"))
    }

    @Test("Texts of a file stand in the cells, one for each cell of the map")
    func ownTexts() throws {
        let table = Data("low,\n\"a, b\",**\n".utf8)
        let found = try texts(["--cell-texts", "t.csv"], [("w.npy", weights), ("t.csv", table)])
        #expect(found.prefix(3) == ["low", "a, b", "**"])
        let heads = InputFiles.npy([2, 1, 2], [0.5, 0.5, 1, 0])
        let lists = Data(#"[[["a", "b"]], [["c", null]]]"#.utf8)
        #expect(
            try texts(["--cell-texts", "t.json"], [("w.npy", heads), ("t.json", lists)]).prefix(3) == ["a", "b", "c"])
        let named = Data(",k0,k1\nq0,one,two\nq1,three,four\n".utf8)
        #expect(
            try texts(["--cell-texts", "t.csv"], [("w.npy", weights), ("t.csv", named)]).prefix(4)
                == ["one", "two", "three", "four"])
    }

    @Test("Texts that do not fit are errors that name both shapes")
    func wrongTexts() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3, 2, 2]), to: "w.npy")
        try workshop.write("a,b\nc,d\n", to: "t.csv")
        let outcome = try workshop.run("render", "w.npy", "--cell-texts", "t.csv", "-o", "a.svg")
        #expect(outcome.status == 65)
        #expect(
            outcome.messages.contains(
                "t.csv: expected texts of the shape (3, 2, 2), as the map has cells, found (2, 2)"))
        #expect(try workshop.run("render", "w.npy", "--cell-texts", "t.csv", "--annotate", "auto").status == 64)
        #expect(try workshop.run("render", "w.npy", "--cell-texts", "t.csv", "-o", "t.csv").status == 64)
        #expect(try workshop.run("render", "w.npy", "--cell-texts", "none.csv", "-o", "a.svg").status == 66)
    }

    @Test("Values that single precision hardly tells apart are noted")
    func precision() throws {
        let workshop = try Workshop()
        // float64: 1000000 and three values above it.
        let values = [1_000_000.03, 1_000_000.39, 1_000_000.12, 1_000_000.47]
        let bytes = values.reduce(into: Data()) { data, value in
            withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
        try workshop.write(InputFiles.npy([2, 2], [], type: "<f8") + bytes, to: "w.npy")
        let outcome = try workshop.run("render", "w.npy", "--annotate", "auto", "-o", "a.svg")
        #expect(outcome.status == 0 && outcome.messages.contains("the colours span 8 steps of single precision"))
        let found = try #require(SVGText(workshop.data("a.svg"))).labels
        #expect(found.prefix(4) == ["1000000.0", "1000000.4", "1000000.1", "1000000.5"])
    }

    @Test("Data on both sides of 0 in the default colours is noted with the map for it")
    func signs() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [-3, 2, 0.5, -1]), to: "w.npy")
        let plain = try workshop.run("render", "w.npy", "-o", "a.svg")
        #expect(plain.messages.contains("both sides of 0") && plain.messages.contains("--cmap RdBu_r --center 0"))
        let signed = try workshop.run("render", "w.npy", "--cmap", "RdBu_r", "--center", "0", "-o", "a.svg")
        #expect(signed.status == 0 && signed.messages.isEmpty)
    }
}
