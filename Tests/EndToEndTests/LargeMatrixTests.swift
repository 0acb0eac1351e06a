import Foundation
import Testing

/// Stored matrices of more than a million weights, which are pooled in row blocks.
@Suite("Large matrices")
struct LargeMatrixTests {
    private func matrix(_ shape: [Int], peak: Int) -> Data {
        var values = [Float](repeating: 0, count: shape.reduce(1, *))
        values[peak] = 1
        return InputFiles.npy(shape, values)
    }

    @Test("A lone peak stays visible, and the axes count positions", arguments: [0, 777_777, 1_559_999])
    func peak(place: Int) throws {
        let workshop = try Workshop()
        try workshop.write(matrix([1300, 1200], peak: place), to: "w.npy")
        let outcome = try workshop.run("render", "w.npy", "-o", "a.svg", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(summary["shape"] as? [Int] == [1300, 1200])
        let factor = try #require(summary["keysPerCell"] as? Int)
        #expect(factor > 1)
        #expect(summary["vmax"] as? Double == 1 && summary["vmin"] as? Double == 0)
        let description = try workshop.description("a.svg")
        #expect(description.hasPrefix("Heatmap of 1300 queries by 1200 keys. Each cell is the maximum of "))
        func positions(_ place: Int) -> String {
            "\(place / factor * factor)\u{2013}\(place / factor * factor + factor - 1)"
        }
        let (query, key) = (positions(place / 1200), positions(place % 1200))
        #expect(factor == 2 && description.hasSuffix("The largest value, 1, is at query \(query), key \(key)."))
        let mean = try workshop.run("render", "w.npy", "-o", "b.svg", "--json", "--pool", "mean").json()
        #expect((mean["vmax"] as? Double ?? 1) < 0.3)
    }

    @Test("The picture is that of the matrix read whole", arguments: ["max", "mean"])
    func sameAsWhole(rule: String) throws {
        let workshop = try Workshop()
        var values: [Float] = []
        for place in 0..<1_100_000 {
            let product = (place % 1009) * (place / 1000 % 31)
            values.append(Float(product) / 40_000)
        }
        try workshop.write(InputFiles.npy([1100, 1000], values), to: "w.npy")
        let options = ["render", "w.npy", "--pool", rule, "--vmin", "0", "--vmax", "1", "-o"]
        #expect(try workshop.run(options + ["pooled.png"]).status == 0)
        #expect(try workshop.run(options + ["whole.png", "--save-weights", "copy.npy"]).status == 0)
        #expect(try workshop.data("pooled.png") == workshop.data("whole.png"))
    }

    @Test("Chosen heads, swapped axes and a crop, with their tokens and titles")
    func parts() throws {
        let workshop = try Workshop()
        try workshop.write(matrix([2, 3, 500, 700], peak: 4 * 350_000 + 20 * 700 + 31), to: "w.npy")
        try workshop.write((0..<500).map { "q\($0)\n" }.joined(), to: "q.txt")
        let outcome = try workshop.run(
            "render", "w.npy", "--select", "layer=1", "--crop", "10:30,:40", "--y-tokens", "q.txt", "-o", "a.svg",
            "--json", "--figure-size", "12x6in")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(summary["shape"] as? [Int] == [3, 20, 40] && summary["keysPerCell"] == nil)
        #expect((summary["yLabels"] as? [String])?.first == "q10" && summary["title"] as? String == "Layer 1")
        #expect(summary["columnTitles"] as? [String] == ["Head 0", "Head 1", "Head 2"])
        #expect(summary["vmax"] as? Double == 1)

        let swapped = try workshop.run(
            "render", "w.npy", "--transpose", "--select", "layer=1 head=1:3", "--crop", "31:32,20:21", "--json")
        #expect(try swapped.json()["vmin"] as? Double == 0)
        #expect(try swapped.json()["vmax"] as? Double == 1)
        #expect(try swapped.json()["shape"] as? [Int] == [2, 1, 1])
    }

    @Test("A crop of a small matrix is a part of it")
    func smallCrop() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([6, 8]), to: "w.npy")
        let cropped = try workshop.run(
            "render", "w.npy", "--crop", "2:4,:5", "-o", "a.svg", "--save-weights", "part.npy")
        #expect(cropped.status == 0)
        #expect(try workshop.array("part.npy").shape == [2, 5])
        let outcome = try workshop.run("render", "w.npy", "--crop", "2:7,:5", "-o", "a.svg")
        #expect(outcome.status == 64 && outcome.messages.contains("expected a part of the queries 0:6, found 2:7"))
    }

    @Test("NaN is seen wherever it stands")
    func notANumber() throws {
        let workshop = try Workshop()
        try workshop.write(matrix([1200, 1200], peak: 5), to: "w.npy")
        var data = try workshop.data("w.npy")
        data.replaceSubrange(data.count - 4..<data.count, with: [0, 0, 0xC0, 0x7F])
        try workshop.write(data, to: "w.npy")
        let outcome = try workshop.run("render", "w.npy", "-o", "a.svg")
        #expect(outcome.status == 0 && outcome.messages.contains("1 cell is NaN"), "\(outcome.messages)")
    }

    @Test(
        "Wrong options are named as ever",
        arguments: [
            (["--vmax", "-1"], 64, "attnviz: error: the colour range"),
            (["--select", "head=9"], 64, "head 9 is outside the axis"),
            (["--title", "a", "--column-titles", "a,b"], 64, "column-titles"),
        ])
    func wrongOptions(options: [String], status: Int32, sentence: String) throws {
        let workshop = try Workshop()
        try workshop.write(matrix([3, 600, 600], peak: 5), to: "w.npy")
        let outcome = try workshop.run(["render", "w.npy", "-o", "a.svg"] + options)
        #expect(outcome.status == status && outcome.messages.contains(sentence), "\(outcome.messages)")
    }
}
