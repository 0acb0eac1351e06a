import Testing

/// Masks of weights in files, and what stands for a mask in scores and decoding steps.
@Suite("Masks of stored weights")
struct StoredMaskTests {
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        // Causal weights of two heads, with 0 above the diagonal.
        let weights = (0..<2).flatMap { _ in
            (0..<4).flatMap { query in (0..<4).map { key in key <= query ? 1 / Float(query + 1) : 0 } }
        }
        try workshop.write(InputFiles.npy([2, 4, 4], weights), to: "w.npy")
        return workshop
    }

    @Test("Masked weights are hatched, named, and left out of logarithmic scales")
    func causal() throws {
        let workshop = try workshop()
        let outcome = try workshop.run("render", "w.npy", "--causal", "--norm", "log", "-o", "a.svg")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try workshop.description("a.svg").contains("12 masked cells."))
        #expect(!outcome.messages.contains("beyond"))
        let plain = try workshop.run("render", "w.npy", "--norm", "log", "-o", "b.svg")
        #expect(plain.status == 0)
        #expect(try !workshop.description("b.svg").contains("masked"))
        let difference = try workshop.run("compare", "w.npy", "w.npy", "--causal", "-o", "c.svg")
        #expect(difference.status == 0, "\(difference.messages)")
        #expect(try workshop.description("c.svg").contains("12 masked cells."))
    }

    @Test("The padding of a sentence changes no verdict of analyze")
    func padding() throws {
        let workshop = try Workshop()
        // A previous-token head of three tokens, then three of padding, whose queries attend to the first key.
        let rows: [[Float]] = [
            [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0],
            [1, 0, 0, 0, 0, 0],
        ]
        try workshop.write(InputFiles.npy([1, 6, 6], rows.flatMap { $0 }), to: "w.npy")
        try workshop.write(InputFiles.npy([1, 6], bytes: [1, 1, 1, 0, 0, 0], type: "|u1"), to: "am.npy")
        try workshop.write("[[true, true, true, false, false, false]]", to: "am.json")
        func pattern(_ options: [String]) throws -> (text: String, messages: String) {
            let outcome = try workshop.run(["analyze", "w.npy"] + options)
            #expect(outcome.status == 0, "\(outcome.messages)")
            return (outcome.text, outcome.messages)
        }
        #expect(try pattern([]).text.contains("sink"))
        let selected = try pattern(["--select", "query=0:3 key=0:3"]).text
        #expect(selected.contains("previous token"))
        for options in [["--valid-lens", "3"], ["--mask", "am.npy"]] {
            let (text, messages) = try pattern(options)
            #expect(text == selected)
            #expect(messages.contains("3 queries are padding or without weights, and do not count in the means"))
        }
    }

    @Test(
        "Fill values of scores before the softmax are masked cells",
        arguments: [-Float.infinity, -3.4028235e38, -65504, -10_000, -1e9])
    func fills(value: Float) throws {
        let workshop = try Workshop()
        let scores: [Float] = [2, value, value, -3, 1, value, 0.5, 4, -1]
        try workshop.write(InputFiles.npy([3, 3], scores), to: "s.npy")
        let outcome = try workshop.run("render", "s.npy", "--json", "-o", "a.svg")
        #expect(outcome.messages.contains("3 values of -10,000 or less are taken as masked"))
        let description = try workshop.description("a.svg")
        #expect(description.contains("3 masked cells.") && description.contains("4"))
    }

    @Test("Large negative numbers among others are numbers")
    func numbers() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [-20_000, 5_000, -100_000, 30_000]), to: "s.npy")
        let outcome = try workshop.run("render", "s.npy", "-o", "a.svg")
        #expect(outcome.status == 0 && !outcome.messages.contains("masked"))
        #expect(try !workshop.description("a.svg").contains("masked"))
    }

    @Test("Rows that sum to less than 1 are noted")
    func sums() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [0.3, 0.3, 0.5, 0.25]), to: "w.npy")
        let outcome = try workshop.run("render", "w.npy", "-o", "a.svg")
        #expect(outcome.messages.contains("the rows sum to 0.6 to 0.75, less than 1, as with a sink"))
        // A mask that is not that of the weights.
        let masked = try workshop.run("render", "w.npy", "--valid-lens", "1", "-o", "a.svg")
        #expect(
            masked.messages.contains(
                "the rows sum to 0.3 to 0.5, less than 1, as the weights that are masked are not 0"))
    }

    @Test("Weights of a batch have the batch that a mask implies")
    func batches() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3, 2, 2], [Float](repeating: 0.5, count: 24)), to: "w.npy")
        let outcome = try workshop.run("render", "w.npy", "--valid-lens", "2,1", "-o", "a.svg")
        #expect(outcome.messages.contains("the axes are taken as batch, head, query, key"))
        #expect(try workshop.description("a.svg").contains("6 masked cells."))
    }
}
