import Foundation
import Testing

@Suite("Pages in light, dark, or no colour")
struct PageLookTests {
    private func text(_ workshop: Workshop, _ name: String) throws -> String {
        String(decoding: try workshop.data(name), as: UTF8.self)
    }

    @Test("A transparent page is not painted, and a PNG has alpha")
    func transparent() throws {
        let workshop = try Workshop()
        for (name, options) in [("a", ["--theme", "transparent"]), ("b", ["--background", "transparent"])] {
            let outputs = ["-o", "\(name).svg", "-o", "\(name).png", "-o", "\(name).pdf"]
            let outcome = try workshop.run(["identity"] + options + outputs)
            #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        }
        for format in ["svg", "png", "pdf"] {
            #expect(try workshop.data("a.\(format)") == workshop.data("b.\(format)"))
        }
        #expect(try !text(workshop, "a.svg").contains("<rect"))
        _ = try workshop.run("identity", "-o", "c.png")
        #expect(try workshop.run("diff", "c.png", "a.png", "--tolerance", "10").status == 1)
    }

    @Test("The colour of the page decides between black and white text", arguments: [("#000", "fff"), ("#FF0", "000")])
    func background(color: String, text: String) throws {
        let workshop = try Workshop()
        #expect(try workshop.run("identity", "--background", color, "-o", "a.svg").status == 0)
        let svg = try self.text(workshop, "a.svg")
        let page = color.dropFirst().lowercased().map { "\($0)\($0)" }.joined()
        #expect(svg.contains("<rect width=\"100%\" height=\"100%\" fill=\"#\(page)\"/>"))
        let first = try #require(svg.firstMatch(of: /<(?:use|path)[^>]* fill="#([0-9a-f]{6})" transform="translate/))
        #expect((first.1.first == "f" || first.1.first == "d") == (text == "fff"))
    }

    @Test("An SVG can follow its reader; other formats say that they do not")
    func auto() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("identity", "--theme", "auto", "-o", "a.svg", "-o", "a.png")
        #expect(outcome.status == 0)
        #expect(outcome.messages == "attnviz: only an SVG can follow its reader; these are light: a.png\n")
        #expect(SVGText(try workshop.data("a.svg")) != nil)
        #expect(try text(workshop, "a.svg").contains("@media (prefers-color-scheme:dark)"))
        _ = try workshop.run("identity", "-o", "b.png")
        #expect(try workshop.data("a.png") == workshop.data("b.png"))
        #expect(try workshop.run("identity", "--theme", "auto", "-o", "a.svg").messages.isEmpty)
    }

    @Test(
        "Wrong colours and contradictions are usage errors",
        arguments: [
            ["--background", "#12345"], ["--background", "pink"], ["--background", "#+12"], ["--background", ""],
            ["--theme", "transparent", "--background", "white"], ["--theme", "auto", "--background", "#000"],
        ])
    func wrong(options: [String]) throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(["identity", "-o", "a.svg"] + options)
        #expect(outcome.status == 64 && !outcome.messages.isEmpty)
        #expect(try workshop.names().isEmpty)
    }
}
