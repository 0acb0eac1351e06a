import Foundation
import Testing

@Suite("Rendering files")
struct RenderTests {
    private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Examples/minilm").path

    @Test("The colours span the smallest and the largest number of the file")
    func range() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3], [-1, 0.5, 2, 3, 4, 7.5]), to: "in.npy")
        let summary = try workshop.run("render", "in.npy", "--json").json()
        #expect(Set(summary.keys) == ["shape", "axes", "rows", "columns", "columnTitles", "rowTitles", "vmin", "vmax"])
        #expect(summary["shape"] as? [Int] == [2, 3])
        #expect(summary["vmin"] as? Double == -1)
        #expect(summary["vmax"] as? Double == 7.5)
        let limited = try workshop.run("render", "in.npy", "--json", "--vmin", "-2.5", "--vmax", "4").json()
        #expect(limited["vmin"] as? Double == -2.5)
        #expect(limited["vmax"] as? Double == 4)
    }

    @Test(
        "Axes become panels, a row of panels, a grid",
        arguments: [
            ([2, 3], [String](), 1, 1), ([4, 2, 3], [], 1, 4), ([5, 4, 2, 3], [], 5, 4),
            ([6, 5, 4, 2, 3], ["--select", "batch=1"], 6, 4), ([5, 4, 2, 3], ["--select", "layer=1 head=0"], 1, 1),
            ([5, 4, 2, 3], ["--select", "layer=1", "--select", "head=0:3"], 1, 3),
        ])
    func axes(shape: [Int], options: [String], rows: Int, columns: Int) throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy(shape), to: "in.npy")
        let outcome = try workshop.run(["render", "in.npy", "--json", "-o", "a.svg"] + options)
        #expect(outcome.status == 0, "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(summary["rows"] as? Int == rows)
        #expect(summary["columns"] as? Int == columns)
        #expect(summary["columnTitles"] as? [String] == (columns > 1 ? (0..<columns).map { "Head \($0)" } : []))
        #expect(summary["rowTitles"] as? [String] == (rows > 1 ? (0..<rows).map { "Layer \($0)" } : []))
        #expect(SVGText(try workshop.data("a.svg")) != nil)
    }

    @Test("Parts, marks, grid lines, labels and titles change the figure, each for itself")
    func figureOptions() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 40, 40]), to: "in.npy")
        let options = [
            [], ["--split-x", "10,20"], ["--split-y", "10"], ["--split-x", "10", "--x-segments", "prompt,answer"],
            ["--grid-lines"], ["--mark", "3,4"], ["--marginals"], ["--labels", "all"], ["--labels", "none"],
            ["--panel-titles", "one,two"], ["--letters"], ["--preset", "slides"], ["--preset", "paper-1col"],
        ]
        var figures: Set<Data> = []
        for options in options {
            let outcome = try workshop.run(["render", "in.npy", "-o", "a.svg"] + options)
            #expect(outcome.status == 0, "\(outcome.messages)")
            figures.insert(try workshop.data("a.svg"))
        }
        #expect(figures.count == options.count)
        let summary = try workshop.run("render", "in.npy", "--json", "--letters", "--panel-titles", "one,two").json()
        #expect(summary["panelTitles"] as? [String] == ["(a) one", "(b) two"])
    }

    @Test("--select takes that part of the tensor")
    func selection() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([3, 1, 2], [1, 2, 3, 4, 5, 6]), to: "in.npy")
        let summary = try workshop.run("render", "in.npy", "--select", "head=1", "--json").json()
        #expect(summary["vmin"] as? Double == 3)
        #expect(summary["vmax"] as? Double == 4)
    }

    @Test("FILE:NAME picks a tensor of a safetensors file")
    func safetensors() throws {
        let workshop = try Workshop()
        let file = try InputFiles.safetensors([("a.b", [1, 2], [1, 2]), ("c", [2, 2], [3, 4, 5, 9])])
        try workshop.write(file, to: "in.safetensors")
        let summary = try workshop.run("render", "in.safetensors:c", "--json").json()
        #expect(summary["shape"] as? [Int] == [2, 2])
        #expect(summary["vmax"] as? Double == 9)
        #expect(try workshop.run("render", "in.safetensors:a.b", "--json").json()["vmax"] as? Double == 2)
        try workshop.write(try InputFiles.safetensors([("only", [1, 2], [7, 8])]), to: "one.safetensors")
        #expect(try workshop.run("render", "one.safetensors", "--json").json()["vmax"] as? Double == 8)
    }

    @Test("Keys and queries may have tokens of their own")
    func tokens() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3]), to: "in.npy")
        try workshop.write("the\ncat\nsat\n", to: "keys.txt")
        try workshop.write("[\"le\", \"chat\"]", to: "queries.json")
        let outcome = try workshop.run(
            "render", "in.npy", "--x-tokens", "keys.txt", "--y-tokens", "queries.json", "--json", "-o", "a.svg")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(summary["xLabels"] as? [String] == ["the", "cat", "sat"])
        #expect(summary["yLabels"] as? [String] == ["le", "chat"])
        _ = try workshop.run("render", "in.npy", "-o", "b.svg")
        #expect(try workshop.data("a.svg") != workshop.data("b.svg"))
    }

    @Test("--save-weights writes what was drawn, as float32 of the same shape")
    func savedWeights() throws {
        let workshop = try Workshop()
        let file = InputFiles.npy([2, 2, 3])
        try workshop.write(file, to: "in.npy")
        #expect(try workshop.run("render", "in.npy", "-o", "a.svg", "--save-weights", "all.npy").status == 0)
        #expect(try workshop.run("render", "all.npy", "-o", "b.svg").status == 0)
        #expect(try workshop.data("a.svg") == workshop.data("b.svg"))
        #expect(try workshop.data("all.npy").suffix(48) == file.suffix(48))
        _ = try workshop.run("render", "in.npy", "--select", "head=1", "--json", "--save-weights", "part.npy")
        #expect(try workshop.data("part.npy").suffix(24) == file.suffix(24))
        #expect(try workshop.run("render", "part.npy", "--json").json()["shape"] as? [Int] == [2, 3])
    }

    @Test("NaN and infinities are drawn, and counted on stderr")
    func notFinite() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [.nan, .infinity, 1, 2]), to: "in.npy")
        let outcome = try workshop.run("render", "in.npy", "-o", "a.svg", "-o", "a.png", "-o", "a.pdf", "--json")
        #expect(outcome.status == 0)
        #expect(try outcome.json()["vmax"] as? Double == 2)
        #expect(outcome.messages.contains("1 infinite value") && outcome.messages.contains("1 value"))
    }

    @Test("A model's attention: 6 layers of 12 heads over 13 tokens")
    func realData() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            "render", "\(Self.examples)/attentions.npy", "--tokens", "\(Self.examples)/tokens.txt", "--json", "-o",
            "a.svg",
            "-o", "a.png", "-o", "a.pdf")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let summary = try outcome.json()
        let shape = try #require(summary["shape"] as? [Int])
        #expect(shape.prefix(2) == [6, 12] && shape[2] == shape[3])
        #expect(summary["rowTitles"] as? [String] == (0..<6).map { "Layer \($0)" })
        #expect((summary["xLabels"] as? [String])?.count == shape[3])
        let (low, high) = (try #require(summary["vmin"] as? Double), try #require(summary["vmax"] as? Double))
        #expect(low >= 0 && low < high && high <= 1)
        #expect(SVGText(try workshop.data("a.svg"))?.texts["desc"]?.contains("72 heatmaps") == true)
    }
}
