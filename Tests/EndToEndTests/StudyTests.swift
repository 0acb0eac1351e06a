import Foundation
import Testing

@Suite("The study of scaling")
struct StudyTests {
    @Test("--study draws curves in every format and says in words what follows")
    func figure() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            "dot-vs-scaled", "--study", "--draws", "5", "-o", "a.svg", "-o", "a.png", "-o", "a.pdf")
        #expect(outcome.status == 0 && outcome.output.isEmpty)
        #expect(outcome.messages.contains("At d = 512 the variance of the scores is"))
        let svg = String(decoding: try workshop.data("a.svg"), as: UTF8.self)
        // Three panels of two curves, three guides, and two samples in the legend.
        #expect(svg.components(separatedBy: "<polyline").count - 1 == 11)
        #expect(svg.components(separatedBy: "stroke-dasharray").count - 1 == 4)
        let text = try #require(SVGText(Data(svg.utf8))?.texts)
        #expect(text["title"] == "Divided by √d, scores stay small and the softmax keeps its gradient")
        #expect(text["desc"]?.contains("Variance of scores: Scaled dot-product from") == true)
        _ = try workshop.run(
            "dot-vs-scaled", "--study", "--draws", "5", "-o", "b.svg", "-o", "b.png", "-o", "b.pdf")
        for format in ["svg", "png", "pdf"] {
            #expect(try workshop.data("a.\(format)") == workshop.data("b.\(format)"), "\(format)")
        }
    }

    @Test("--json, --csv and --stats print besides")
    func numbers() throws {
        let workshop = try Workshop()
        let base = ["dot-vs-scaled", "--study", "--dims", "2,4", "--draws", "3"]
        let json = try workshop.run(base + ["--json", "-o", "a.svg"]).json()
        #expect((json["stats"] as? [Any])?.count == 4)
        #expect(try workshop.run(base + ["--csv", "-o", "b.svg"]).text.hasPrefix("d,score,variance"))
        #expect(try workshop.run(base + ["--stats", "-o", "c.svg"]).text.contains("jacobian_norm"))
        #expect(try workshop.data("a.svg") == workshop.data("b.svg"))
        #expect(try workshop.data("a.svg") == workshop.data("c.svg"))
        #expect(try workshop.run(base).messages.contains("wrote study.svg"))
        #expect(try workshop.run(base + ["--stats", "-o", "-", "--format", "svg"]).text.hasPrefix("<?xml"))
    }

    @Test("Titles, themes and pages are those of heatmaps; what only heatmaps know is refused")
    func options() throws {
        let workshop = try Workshop()
        let base = ["dot-vs-scaled", "--study", "--dims", "2,4", "--draws", "3", "-o", "a.svg"]
        let outcome = try workshop.run(
            base + [
                "--title", "T", "--xlabel", "d", "--alt", "Three curves", "--theme", "dark", "--preset", "paper-2col",
            ])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let svg = try #require(SVGText(try workshop.data("a.svg")))
        #expect(svg.texts["title"] == "T" && svg.texts["desc"] == "Three curves")
        #expect(svg.root?.attributes["width"] == "504.567pt")
        // One SVG with two looks has rules for its curves.
        _ = try workshop.run([
            "dot-vs-scaled", "--study", "--dim", "4", "--draws", "3", "--theme", "auto", "-o", "b.svg",
        ])
        let adaptive = String(decoding: try workshop.data("b.svg"), as: UTF8.self)
        #expect(adaptive.contains("attnviz-stroke-f4a582") && adaptive.contains("prefers-color-scheme"))
        for option in [
            ["--cmap", "Blues"], ["--annotate", "auto"], ["--color-scale", "panel"], ["--cell-size", "9pt"],
        ] {
            let refused = try workshop.run(base + option)
            #expect(refused.status == 64 && refused.messages.contains("\(option[0]) is for heatmaps"), "\(option)")
        }
        #expect(try workshop.run(base + ["--figure-size", "1in"]).status == 64)
    }
}
