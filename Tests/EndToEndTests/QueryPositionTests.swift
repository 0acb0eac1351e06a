import Testing

/// Where queries stand among more keys: cached decoding.
@Suite("Positions of queries among the keys")
struct QueryPositionTests {
    private static let keys: [Float] = (0..<32).map { index in
        let number: Int = (index * index * 3 + index * 5) % 17 - 8
        return Float(number) / 8
    }

    /// Eight queries and keys, and the last three of the queries.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([8, 4], Self.keys), to: "k.npy")
        try workshop.write(InputFiles.npy([3, 4], Array(Self.keys[20...])), to: "q.npy")
        return workshop
    }

    @Test(
        "The last queries alone have the weights that they have among all",
        arguments: [
            ["--causal"], ["--window", "2"], ["--causal", "--window", "3"], ["--query-offset", "5", "--causal"],
        ])
    func lastQueries(options: [String]) throws {
        let workshop = try workshop()
        let all = try workshop.attend("k.npy", "k.npy", options.filter { !["--query-offset", "5"].contains($0) })
        let last = try workshop.attend("q.npy", "k.npy", options)
        #expect(last.matches([3, 8], Array(all.values[40...])))
        let outcome = try workshop.run(
            ["attend", "--queries", "q.npy", "--keys", "k.npy"] + options + ["-o", "a.svg"])
        #expect(outcome.messages.contains("taken as the last of the 8 positions: positions 5 to 7"))
    }

    @Test("Without masks of positions, and with start, queries count from 0")
    func start() throws {
        let workshop = try workshop()
        let plain = try workshop.run("attend", "--queries", "q.npy", "--keys", "k.npy", "-o", "a.svg")
        #expect(plain.messages.isEmpty)
        let start = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--query-offset", "start", "--save-weights",
            "w.npy", "-o", "a.svg")
        #expect(start.messages.contains("positions 0 to 2; --query-offset end takes the last ones"))
        #expect(try workshop.array("w.npy").values[0] == 1)
    }

    @Test("Tokens of all keys label the queries from their position")
    func tokens() throws {
        let workshop = try workshop()
        try workshop.write("a\nb\nc\nd\ne\nf\ng\nh\n", to: "t.txt")
        let outcome = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--tokens", "t.txt", "--json", "-o", "a.svg")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let refused = try workshop.run("attend", "--queries", "q.npy", "--keys", "k.npy", "--tokens", "t.txt")
        #expect(refused.status == 65 && refused.messages.contains("expected 3 tokens, one for each query, found 8"))
    }

    @Test("Metrics of positions use the same offset")
    func metrics() throws {
        let workshop = try workshop()
        let alone = try workshop.run("analyze", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--csv")
        let among = try workshop.run(
            "analyze", "--queries", "k.npy", "--keys", "k.npy", "--causal", "--select", "query=5:", "--csv")
        #expect(alone.status == 0 && alone.text == among.text)
        // Also of stored weights.
        _ = try workshop.attend("q.npy", "k.npy", ["--causal"])
        #expect(
            try workshop.run(
                "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--save-weights", "w.npy", "-o", "a.svg"
            ).status == 0)
        let stored = try workshop.run("analyze", "w.npy", "--causal", "--csv")
        #expect(stored.text == alone.text)
    }

    @Test("A position is a number, start or end", arguments: ["middle", "1.5", "99999999999999999999"])
    func wrong(position: String) throws {
        let outcome = try workshop().run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--query-offset", position)
        #expect(outcome.status == 64 && outcome.messages.contains("start or end"))
    }

    @Test("A position far from the keys is refused, not overflown")
    func far() throws {
        let outcome = try workshop().run(
            "attend", "--queries", "q.npy", "--keys", "k.npy", "--causal", "--query-offset", "9223372036854775807")
        #expect(outcome.status == 64, "\(outcome.messages)")
    }
}
