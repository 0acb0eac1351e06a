import Foundation
import Testing

@Suite("Pointing at cells")
struct HoverTests {
    @Test("Each cell of an SVG has its title, whatever its tokens are")
    func titles() throws {
        let workshop = try Workshop()
        let tokens = NastyTextTests.texts + ["a\u{1}b", "\t"]
        try workshop.write(InputFiles.npy([2, tokens.count, tokens.count]), to: "in.npy")
        try workshop.write(try JSONSerialization.data(withJSONObject: tokens), to: "tokens.json")
        let outcome = try workshop.run(
            "render", "in.npy", "--tokens", "tokens.json", "--raw-tokens", "--hover", "-o", "a.svg")
        #expect(outcome.status == 0)
        let svg = try #require(SVGText(try workshop.data("a.svg")))
        #expect(svg.cellTitles.count == 2 * tokens.count * tokens.count)
        for (place, token) in tokens.enumerated() {
            // Control characters are shown as in labels.
            let shown = token.replacing("\u{1}", with: "\\x01").replacing("\t", with: "\u{21e5}")
            #expect(svg.cellTitles[place].hasPrefix("query: <s> (0), key: \(shown) (\(place)): "))
        }
        _ = try workshop.run("render", "in.npy", "-o", "b.svg")
        #expect(SVGText(try workshop.data("b.svg"))?.cellTitles.isEmpty == true)
    }

    @Test("Without an SVG a note says that the flag does nothing")
    func notes() throws {
        let workshop = try Workshop()
        let note = "attnviz: --hover is for SVG, and none was asked for\n"
        #expect(try workshop.run("identity", "--hover", "-o", "a.png", "-o", "a.pdf").messages == note)
        #expect(try workshop.run("identity", "--hover", "-o", "a.png", "-o", "a.svg").messages.isEmpty)
    }
}
