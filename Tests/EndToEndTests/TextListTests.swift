import ArgumentParser
import Foundation
import Testing

@testable import attnviz

@Suite("Lists of texts")
struct TextListTests {
    @Test(
        "Commas part the items; escapes and quotes keep them together",
        arguments: [
            ("", []), ("a", ["a"]), ("a,b", ["a", "b"]), (",", ["", ""]), ("a,", ["a", ""]), (" ", [""]),
            (" a b ,\tc ", ["a b", "c"]), (#"a\,b,c"#, ["a,b", "c"]), (#"a\\,b"#, [#"a\"#, "b"]),
            (#"\alpha,b\"#, [#"\alpha"#, #"b\"#]), (#""a, b","c ""quoted""""#, ["a, b", #"c "quoted""#]),
            (#" " a " , b"#, [" a ", "b"]), (#""""#, [""]), ("\"\",", ["", ""]), ("\"\"\",", nil),
            (#""a\,b""#, [#"a\,b"#]),
            (#"5" disk,b"#, [#"5" disk"#, "b"]), (#""a" b"#, nil), (#"a,"b"#, nil),
            ("\u{4E2D}, \u{1F600}", ["\u{4E2D}", "\u{1F600}"]),
        ] as [(String, [String]?)])
    func items(argument: String, items: [String]?) throws {
        if let items {
            #expect(try TextList(argument: argument).items == items)
        } else {
            #expect(throws: ValidationError.self) { _ = try TextList(argument: argument) }
        }
    }

    @Test(
        "Titles of columns, rows and panels",
        arguments: [
            ("--column-titles", "columnTitles"), ("--row-titles", "rowTitles"), ("--panel-titles", "panelTitles"),
        ])
    func titles(option: String, key: String) throws {
        let workshop = try Workshop()
        let shape = option == "--row-titles" ? [2, 2, 3, 3] : [2, 3, 3]
        try workshop.write(InputFiles.npy(shape), to: "in.npy")
        func titles(_ list: String) throws -> [String]? {
            let outcome = try workshop.run("render", "in.npy", "--json", option, list)
            #expect(outcome.status == 0, "\(outcome.messages)")
            return try outcome.json()[key] as? [String]
        }
        #expect(try titles(#"dot\, scaled , "a ""b"", c""#) == ["dot, scaled", #"a "b", c"#])
        #expect(try titles("-a,-b") == ["-a", "-b"])
        let none = try titles("")
        #expect(none?.allSatisfy(\.isEmpty) ?? true)
    }

    @Test("Names of the parts of an axis")
    func segments() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run([
            "identity", "--split-x", "5", "--x-segments", #"prompt\, long, answer"#, "--split-y", "5", "--y-segments",
            #""a, b",c"#, "-o", "a.svg",
        ])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let labels = try #require(SVGText(try workshop.data("a.svg"))).labels
        for name in ["prompt, long", "answer", "a, b", "c"] { #expect(labels.contains(name), "\(labels)") }
    }
}
