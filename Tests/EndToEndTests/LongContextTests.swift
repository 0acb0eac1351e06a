import Foundation
import Testing

/// Contexts whose weights are pooled while they are computed: more than four million of them.
@Suite("Long contexts")
struct LongContextTests {
    private static let operands = ["attend", "--queries", "q.npy", "--keys", "k.npy", "--dpi", "72"]

    private func workshop(_ queries: [Int] = [2100, 4], _ keys: [Int] = [2100, 4]) throws -> Workshop {
        let workshop = try Workshop()
        func data(_ shape: [Int], _ seed: Int) -> Data {
            let count = shape.reduce(1, *)
            return InputFiles.npy(shape, (0..<count).map { Float(($0 &* ($0 / 7 + seed) + 5 * $0) % 23 - 11) / 4 })
        }
        try workshop.write(data(queries, 3), to: "q.npy")
        try workshop.write(data(keys, 8), to: "k.npy")
        return workshop
    }

    @Test(
        "The picture is that of all weights at once",
        arguments: [
            ["--causal", "--score", "dot"], ["--window", "9", "--pool", "mean", "--vmax", "1"],
            ["--pool", "mean", "--causal", "--robust"],
        ])
    func sameAsDense(options: [String]) throws {
        let workshop = try workshop()
        let streamed = try workshop.run(Self.operands + options + ["-o", "streamed.png", "-o", "streamed.svg"])
        #expect(
            streamed.status == 0 && (options.contains("--robust") || streamed.messages.isEmpty), "\(streamed.messages)")
        let dense = try workshop.run(Self.operands + options + ["-o", "dense.png", "--save-weights", "w.npy"])
        #expect(dense.status == 0, "\(dense.messages)")
        let difference = try workshop.run(
            "diff", "streamed.png", "dense.png", "--tolerance", "6", "--max-different", "0.01%")
        #expect(difference.status == 0, "\(difference.text)")
        let description = try workshop.description("streamed.svg")
        #expect(description.hasPrefix("Heatmap of 2100 queries by 2100 keys. Each cell is the "))
        #expect(description.contains(options.contains("mean") ? "mean of" : "maximum of"))
    }

    @Test("The number of threads changes no byte")
    func threads() throws {
        let workshop = try workshop()
        for threads in ["1", "2", "3"] {
            let outcome = try workshop.run(Self.operands + ["--threads", threads, "-o", "\(threads).svg"])
            #expect(outcome.status == 0)
        }
        #expect(try workshop.data("1.svg") == workshop.data("2.svg"))
        #expect(try workshop.data("1.svg") == workshop.data("3.svg"))
    }

    @Test("Heads and batch rows are chosen, titled and masked one by one")
    func heads() throws {
        let workshop = try workshop([2, 4, 800, 3], [2, 2, 700, 3])
        let options = ["--select", "batch=1 head=1:4", "--valid-lens", "10,300"]
        let streamed = try workshop.run(Self.operands + options + ["-o", "a.svg", "-o", "a.png"])
        #expect(streamed.status == 0, "\(streamed.messages)")
        #expect(
            try workshop.description("a.svg").contains("Columns: Head 1 (KV 0), Head 2 (KV 1), Head 3 (KV 1)."))
        let dense = try workshop.run(Self.operands + options + ["-o", "b.png", "--save-weights", "w.npy"])
        #expect(dense.status == 0)
        let difference = try workshop.run("diff", "a.png", "b.png", "--tolerance", "6", "--max-different", "0.01%")
        #expect(difference.status == 0, "\(difference.text)")
    }

    @Test("Blocks of features are heads, where they lie")
    func blocks() throws {
        let workshop = try workshop([1500, 6], [1500, 6])
        let options = ["--heads", "2", "-o"]
        #expect(try workshop.run(Self.operands + options + ["a.png"]).status == 0)
        #expect(try workshop.run(Self.operands + options + ["b.png", "--save-weights", "w.npy"]).status == 0)
        let difference = try workshop.run("diff", "a.png", "b.png", "--tolerance", "6", "--max-different", "0.01%")
        #expect(difference.status == 0, "\(difference.text)")
    }

    @Test("A part is drawn at full resolution, with the positions of the whole", arguments: [2100, 60])
    func crop(count: Int) throws {
        let workshop = try workshop([count, 4], [count, 4])
        let outcome = try workshop.run(
            Self.operands + ["--crop", "10:40,:50", "-o", "a.svg", "-o", "a.png", "--figure-size", "6in"])
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(try workshop.description("a.svg").hasPrefix("Heatmap of 30 queries by 50 keys. Values"))
        let selected = try workshop.run(
            Self.operands + ["--select", "query=10:40 key=0:50", "-o", "b.png", "--figure-size", "6in"])
        #expect(selected.status == 0)
        #expect(try workshop.run("diff", "a.png", "b.png", "--tolerance", "6").status == 0)
        // From the end, as Python counts.
        let ends = "-\(count - 10):\(40 - count), :\(50 - count)"
        #expect(
            try workshop.run(Self.operands + ["--crop", ends, "-o", "c.svg", "--figure-size", "6in"]).messages.isEmpty)
        #expect(try workshop.data("c.svg") == workshop.data("a.svg"))
    }

    @Test("One query of a long context is a strip in every format")
    func oneQuery() throws {
        let workshop = try workshop()
        let files = ["a.svg", "a.png", "a.pdf"].flatMap { ["-o", $0] }
        let outcome = try workshop.run(Self.operands.dropLast(2) + ["--crop", "-1:,:", "--valid-lens", "1500"] + files)
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(try workshop.description("a.svg").contains("Each cell is the maximum of 1 by "))
        let pixels = try workshop.pixels("a.png")
        #expect(pixels[0] > 4 * pixels[1] && pixels[1] > 60)
        #expect(try workshop.data("a.svg").count < 100_000)
    }

    @Test("Marks and parts are where the axes say")
    func marks() throws {
        let workshop = try workshop([60, 4], [60, 4])
        let options = ["--mark", "12,33", "--split-x", "33", "--split-y", "12", "-o"]
        #expect(try workshop.run(Self.operands + ["--crop", "10:40,30:50"] + options + ["a.svg"]).status == 0)
        let selection = ["--select", "query=10:40 key=30:50"]
        #expect(try workshop.run(Self.operands + selection + options + ["b.svg"]).status == 0)
        #expect(try workshop.data("a.svg") == workshop.data("b.svg"))
        // The corner that the mark and both lines share.
        let whole = try workshop.run(Self.operands + options + ["c.svg"])
        #expect(whole.status == 0 && whole.messages.isEmpty)
    }

    @Test("The summary of so many weights is one of the figure")
    func summary() throws {
        let workshop = try workshop()
        let outcome = try workshop.run(Self.operands + ["--json", "--causal"])
        let summary = try outcome.json()
        #expect(summary["shape"] as? [Int] == [2100, 2100] && summary["axes"] as? [String] == ["query", "key"])
        #expect((summary["queriesPerCell"] as? Int ?? 0) > 1 && summary["scores"] is NSNull)
        #expect(outcome.output.count < 1000 && outcome.messages.contains("--save-weights writes them"))
        #expect(try workshop.names() == ["k.npy", "q.npy"])
    }

    @Test("Tokens of all positions label the axes")
    func tokens() throws {
        let workshop = try workshop()
        try workshop.write((0..<2100).map { "t\($0)\n" }.joined(), to: "tokens.txt")
        let outcome = try workshop.run(
            Self.operands + ["--tokens", "tokens.txt", "-o", "a.svg", "--cell-size", "1pt"])
        #expect(outcome.status == 0 && outcome.messages.contains("of 2100 labels"), "\(outcome.messages)")
    }

    @Test(
        "What cannot be done is refused with a sentence",
        arguments: [
            (["--save-weights", "w.npy", "--max-memory", "200KB"], "this needs about"),
            (["--marginals", "--crop", "0:9,:"], "--marginals: attention received and entropy are those of all"),
            (["--crop", "0:9"], "expected queries and keys as from:to,from:to"),
            (["--crop", "::2,:"], "such as 0:512,7680:8192 or :,-100:; found '::2,:'"),
            (["--crop", "-2101:,:"], "--crop: expected a part of the queries 0:2100, found -2101:"),
            (
                ["--crop", "9:20,:", "--mark", "5,5"],
                "there is no query 5 in the figure, which shows the queries 9 to 19"
            ),
            (["--crop", ":,9:20", "--split-x", "2"], "--split-x: there is no key 2 in the figure"),
            (
                ["--score", "cosine", "--max-memory", "200KB"],
                "of memory, and --max-memory is 195 KiB; draw fewer heads"
            ),
            (["--reduce", "head=mean"], "there is no axis 'head'; the axes are query, key"),
            (["--max-memory", "100KB"], "this needs about"),
            (["--crop", "0:10,5:2101"], "--crop: expected a part of the keys 0:2100, found 5:2101"),
            (["--crop", "5:5,:"], "--crop: expected a part of the queries 0:2100, found 5:5"),
            (["--crop", ":,:9", "--select", "key=0"], "--crop and --select both choose positions of the axis 'key'"),
            (["--threads", "0"], "--threads must be 1 or more, found 0"),
        ])
    func refusals(options: [String], sentence: String) throws {
        let workshop = try workshop()
        let outcome = try workshop.run(Self.operands + options + ["-o", "a.svg"])
        #expect(outcome.status == 64 && outcome.messages.contains(sentence), "\(outcome.messages)")
        #expect(try workshop.names() == ["k.npy", "q.npy"])
    }

    @Test("A key that is not finite makes the rows that attend to it NaN, as below the length of long contexts")
    func notFinite() throws {
        let workshop = try workshop()
        var values = [Float](repeating: 0.5, count: 8400)
        values[4001] = .nan
        try workshop.write(InputFiles.npy([2100, 4], values), to: "k.npy")
        let outcome = try workshop.run(Self.operands + ["-o", "a.svg"])
        #expect(outcome.status == 0 && outcome.messages.contains("cells are NaN"), "\(outcome.messages)")
        let causal = try workshop.run(Self.operands + ["--causal", "--json", "-o", "b.svg"])
        #expect(causal.status == 0 && causal.messages.contains("cells are NaN"), "\(causal.messages)")
        let small = try workshop.run(Self.operands + ["--crop", "990:1010,990:1010", "-o", "c.svg"])
        #expect(small.status == 0 && small.messages.contains("400 values are NaN"), "\(small.messages)")
    }

    @Test("An interrupt leaves no file, and no progress is written where no terminal is")
    func interrupt() throws {
        let workshop = try workshop([40_000, 8], [40_000, 8])
        let outcome = try workshop.shell(
            "\"$0\" attend --queries q.npy --keys k.npy --threads 1 -o a.png & sleep 0.2; kill -TERM $!; wait $!; echo $?"
        )
        #expect(outcome.text == "143\n", "\(outcome.text)")
        #expect(!outcome.messages.contains("%"), "\(outcome.messages)")
        #expect(try workshop.names() == ["k.npy", "q.npy"])
    }
}
