import Testing

@Suite("Timings")
struct TimingTests {
    @Test("Timings name the stages on stderr, and change no file")
    func timings() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([4, 5]), to: "w.npy")
        let commands: [(arguments: [String], first: String)] = [
            (["render", "w.npy"], "fonts"), (["attend", "--queries", "w.npy", "--keys", "w.npy"], "read"),
            (["dot-vs-scaled"], "compute"), (["dot-vs-scaled", "--study", "--dim", "2", "--draws", "2"], "compute"),
            (["analyze", "w.npy"], "read"), (["compare", "w.npy", "w.npy"], "read"),
        ]
        for (arguments, first) in commands {
            let outcome = try workshop.run(arguments + ["-o", "a.svg", "-o", "a.pdf", "--timings"])
            let stages = outcome.messages.split(separator: "\n").filter { $0.hasSuffix(" ms") }.map {
                String($0.dropFirst("attnviz: ".count).prefix { $0 != ":" })
            }
            #expect(stages.first == first)
            #expect(stages.suffix(4) == ["layout", "encode svg", "encode pdf", "write"])
            #expect(outcome.output.isEmpty)
            let plain = try workshop.run(arguments + ["-o", "b.svg"])
            #expect(!plain.messages.contains(" ms"))
            #expect(try workshop.data("a.svg") == workshop.data("b.svg"))
        }
    }

    @Test("Commands that draw nothing have stages, too")
    func withoutFigure() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([4, 5]), to: "w.npy")
        for size in ["4", "5"] {
            #expect(try workshop.run("identity", "--size", size, "-o", "\(size).png").status == 0)
        }
        let commands: [(arguments: [String], stages: [String])] = [
            (["info", "w.npy"], ["read", "write"]), (["diff", "4.png", "4.png"], ["read", "compare"]),
            (["diff", "4.png", "5.png", "-o", "strip.png"], ["read", "compare", "encode png", "write"]),
            (["dot-vs-scaled", "--json"], ["compute", "write"]),
        ]
        for (arguments, stages) in commands {
            let outcome = try workshop.run(arguments + ["--timings"])
            let lines = outcome.messages.split(separator: "\n").filter { $0.hasSuffix(" ms") }
            #expect(lines.map { $0.dropFirst("attnviz: ".count).prefix { $0 != ":" } } == stages.map { $0[...] })
            #expect(try workshop.run(arguments).output == outcome.output)
        }
    }
}
