import Foundation
import Testing

@Suite("Statistics of scores")
struct StatisticsTests {
    @Test("--stats --json: an entry for each size and score, no figure")
    func json() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run("dot-vs-scaled", "--stats", "--dims", "2,32", "--draws", "50", "--json")
        #expect(outcome.status == 0 && outcome.messages.contains("divide by sqrt(d)"), "\(outcome.messages)")
        let summary = try outcome.json()
        #expect(Set(summary.keys) == ["stats"])
        let entries = try #require(summary["stats"] as? [[String: Any]])
        #expect(entries.map { $0["d"] as? Int } == [2, 2, 32, 32])
        #expect(entries.map { $0["score"] as? String } == ["dot", "scaled-dot", "dot", "scaled-dot"])
        for entry in entries {
            #expect(Set(entry.keys) == ["d", "score", "variance", "entropy", "max_weight", "jacobian_norm"])
            for name in ["variance", "entropy", "max_weight", "jacobian_norm"] {
                let estimate = try #require(entry[name] as? [String: Double])
                #expect(Set(estimate.keys) == ["mean", "stderr"])
                #expect(try #require(estimate["stderr"]) > 0)
            }
        }
        #expect(try workshop.names().isEmpty)
    }

    @Test("Without sizes the statistics are for 2, 8, 32, 128 and 512; the table ends in words")
    func table() throws {
        let text = try Workshop().run("dot-vs-scaled", "--stats", "--draws", "3").text
        let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines[0].prefix(2) == ["d", "score"])
        #expect(lines[1...10].map { $0[0] } == ["2", "2", "8", "8", "32", "32", "128", "128", "512", "512"])
        #expect(lines.count == 12 && text.contains("\n\nAt d = 512 the variance of the scores is"))
        let single = try Workshop().run("dot-vs-scaled", "--stats", "--draws", "3", "--dim", "5").text
        #expect(single.split(separator: "\n").count == 4)
    }

    @Test("--csv has a column for each mean and standard error")
    func csv() throws {
        let lines = try Workshop().run("score-functions", "--stats", "--draws", "9", "--dim", "4", "--csv").text
            .split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(
            lines[0] == [
                "d", "score", "variance", "variance_stderr", "entropy", "entropy_stderr", "max_weight",
                "max_weight_stderr", "jacobian_norm", "jacobian_norm_stderr", "theory_variance", "entropy_share",
            ])
        #expect(lines.dropFirst().map { $0[1] } == ["dot", "scaled-dot", "cosine", "additive", "bilinear", "gaussian"])
        #expect(lines[1][10] == "4.0" && lines[3][10].isEmpty)
        for line in lines.dropFirst() {
            #expect(try abs(#require(Double(line[4])) / 2.302585092994046 - #require(Double(line[11]))) < 1e-12)
        }
    }

    @Test("With -o the draw that is shown is drawn besides")
    func figure() throws {
        let workshop = try Workshop()
        _ = try workshop.run("dot-vs-scaled", "--dims", "2,8", "-o", "shown.svg")
        let outcome = try workshop.run("dot-vs-scaled", "--dims", "2,8", "--stats", "--draws", "3", "-o", "stats.svg")
        #expect(outcome.text.contains("jacobian_norm"))
        #expect(try workshop.data("stats.svg") == workshop.data("shown.svg"))
    }

    @Test("Options of the one draw that is shown have no meaning over many draws, nor the other way round")
    func conflicts() throws {
        let workshop = try Workshop()
        for options in [
            ["--stats", "--queries", "3"], ["--stats", "--keys", "ones"], ["--stats", "--valid-lens", "1,2"],
            ["--stats", "--training"], ["--stats", "--print-tensors"], ["--stats", "--csv", "--json"], ["--csv"],
            ["--draws", "9"], ["--stats", "--draws", "1"], ["--stats", "--num-keys", "1"],
        ] {
            #expect(try workshop.run(["dot-vs-scaled"] + options).status == 64, "\(options)")
        }
        #expect(try workshop.names().isEmpty)
    }
}
