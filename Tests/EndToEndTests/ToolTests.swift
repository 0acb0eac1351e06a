import Foundation
import Testing

@Suite("Comparing pictures and listing colours")
struct ToolTests {
    @Test("A picture equals itself")
    func equal() throws {
        let workshop = try Workshop()
        _ = try workshop.run("identity", "-o", "a.png")
        let outcome = try workshop.run("diff", "a.png", "a.png", "-o", "strip.png")
        #expect(outcome.status == 0 && outcome.text == "equal\n")
        #expect(try workshop.names() == ["a.png"])
    }

    @Test("What differs is measured, boxed and drawn, and the status is 1")
    func different() throws {
        let workshop = try Workshop()
        _ = try workshop.run("identity", "-o", "a.png")
        _ = try workshop.run("identity", "--title", "", "--cmap", "Blues", "-o", "b.png")
        let outcome = try workshop.run("diff", "a.png", "b.png", "-o", "strip.png")
        #expect(outcome.status == 1)
        #expect(outcome.text.hasPrefix("different: rms ") && outcome.text.contains("in the box at"))
        #expect(try workshop.data("strip.png").starts(with: [0x89, 0x50, 0x4e, 0x47]))
        let summary = try workshop.run("diff", "a.png", "b.png", "--json").json()
        #expect(summary["equal"] as? Bool == false)
        let box = try #require(summary["box"] as? [Int])
        #expect(box.count == 4 && box[2] > 0 && box[3] > 0)
        #expect(try workshop.run("diff", "a.png", "b.png", "--tolerance", "255").status == 0)
        #expect(try workshop.run("diff", "a.png", "b.png", "--max-different", "100%").status == 0)
        #expect(try workshop.run("diff", "a.png", "b.png", "--max-different", "0.01%").status == 1)
    }

    @Test("Pictures of different sizes differ")
    func sizes() throws {
        let workshop = try Workshop()
        _ = try workshop.run("identity", "-o", "a.png")
        _ = try workshop.run("identity", "--size", "11", "-o", "b.png")
        let outcome = try workshop.run("diff", "a.png", "b.png")
        #expect(outcome.status == 1 && outcome.text.hasPrefix("different: expected "))
    }

    @Test("Files that are no pictures are bad data")
    func noPictures() throws {
        let workshop = try Workshop()
        try workshop.write("no picture", to: "a.png")
        let outcome = try workshop.run("diff", "a.png", "a.png")
        #expect(outcome.status == 65 && outcome.messages.contains("a.png"))
        #expect(try workshop.run("diff", "nowhere.png", "a.png").status == 66)
        #expect(try workshop.run("diff", "a.png", "a.png", "--tolerance", "256").status == 64)
        #expect(try workshop.run("diff", "a.png", "a.png", "--max-different", "many").status == 64)
    }

    @Test("Each listed colour map can be used, and the list can be drawn")
    func colormaps() throws {
        let workshop = try Workshop()
        let names = try workshop.run("colormaps").text.split(separator: "\n").map(String.init)
        #expect(names.contains("Reds") && names.contains("viridis"))
        for name in names {
            #expect(try workshop.run("identity", "--cmap", name + "_r", "-o", "a.svg").status == 0)
        }
        #expect(try workshop.run("colormaps", "-o", "maps.svg").status == 0)
        let svg = try #require(String(data: workshop.data("maps.svg"), encoding: .utf8))
        #expect(svg.contains("Rows: Reds, Blues"))
    }
}
