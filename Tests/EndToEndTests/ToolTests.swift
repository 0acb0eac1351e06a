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
        let summary = try workshop.run("diff", "a.png", "b.png", "--json", "-o", "strip.png").json()
        let (expected, compared) = (summary["expectedSize"] as? [Int], summary["comparedSize"] as? [Int])
        #expect(try #require(expected) == #require(compared))
        #expect(summary["differingPixels"] as? Int ?? 0 > 0 && summary["box"] is [Int])
        #expect(try workshop.names() == ["a.png", "b.png", "strip.png"])
    }

    @Test("An opaque page and a transparent one differ, and one pixel is one pixel")
    func alpha() throws {
        let workshop = try Workshop()
        _ = try workshop.run("identity", "-o", "a.png")
        _ = try workshop.run("identity", "--theme", "transparent", "-o", "b.png")
        let outcome = try workshop.run("diff", "a.png", "b.png")
        #expect(outcome.status == 1 && outcome.text.contains("largest difference 255"))
    }

    @Test("One pixel is one pixel, and of images of different sizes the common area is compared")
    func sentences() throws {
        let workshop = try Workshop()
        // Grey pixels of the value 7, written by Pillow: 50 x 50, the same with 8 at (3, 4), and 50 x 51.
        let files = [
            "plain.png":
                "iVBORw0KGgoAAAANSUhEUgAAADIAAAAyCAAAAAA7VNdtAAAAJElEQVR42mNkZyAVMDGMahnVMqplVMuollEto1pGtYxqGWJaAEHTAGtAJ/5GAAAAAElFTkSuQmCC",
            "point.png":
                "iVBORw0KGgoAAAANSUhEUgAAADIAAAAyCAAAAAA7VNdtAAAALElEQVR42mNkZyAVMDEMYi2MpGv5P4y8P6plVMuollEto1pGtYxqGdWCAwAANY0Ba57YgwsAAAAASUVORK5CYII=",
            "higher.png":
                "iVBORw0KGgoAAAANSUhEUgAAADIAAAAzCAAAAADwCATIAAAAJElEQVR42mNkZyAVMDGMahnVMqplVMuollEto1pGtYxqGf5aAFeKAG2XM1pHAAAAAElFTkSuQmCC",
        ]
        for (name, text) in files { try workshop.write(try #require(Data(base64Encoded: text)), to: name) }
        #expect(
            try workshop.run("diff", "plain.png", "point.png").text
                == "different: rms 0.02, largest difference 1, 1 pixel (0.04 %) in the box at (3, 4) of 1 x 1\n")
        #expect(
            try workshop.run("diff", "plain.png", "higher.png").text
                == "different: expected 50 x 50 pixels, found 50 x 51; the 50 x 50 that both have, from the upper left, are equal\n"
        )
        #expect(
            try workshop.run("diff", "higher.png", "point.png").text
                == "different: expected 50 x 51 pixels, found 50 x 50; in the 50 x 50 that both have, from the upper left: "
                + "rms 0.02, largest difference 1, 1 pixel (0.04 %) in the box at (3, 4) of 1 x 1\n")
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
