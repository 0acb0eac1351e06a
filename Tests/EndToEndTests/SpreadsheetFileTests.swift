import Testing

/// Notes on tables, as the program prints them.
@Suite struct SpreadsheetFileTests {
    @Test("A note on a file is printed once", arguments: ["analyze", "render"])
    func once(command: String) throws {
        let workshop = try Workshop()
        try workshop.write("0,1\n0.5,0.5\n1.0,0.0\n", to: "w.csv")
        let outcome = try workshop.run(command, "w.csv")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(
            outcome.messages.split(separator: "the first row (0 to 1)", omittingEmptySubsequences: false).count == 2)
        #expect(outcome.messages.contains("weights are written with a point (0.0, 1.0)"))
    }

    @Test("Rows that are keys have no note on their sums")
    func transposed() throws {
        let workshop = try Workshop()
        try workshop.write("0.5,0.25\n0.25,0.25\n0.25,0.5\n", to: "w.csv")
        let outcome = try workshop.run("render", "w.csv")
        #expect(outcome.messages.contains("--transpose"))
        #expect(!outcome.messages.contains("the rows sum to"))
    }
}
