import Foundation
import Testing

/// Inputs that are small and stand for much, or that no memory holds: each is refused with a sentence.
@Suite("Limits of what is read")
struct ReadingLimitTests {
    @Test("A terabyte of text or of a picture is refused before it is read")
    func terabytes() throws {
        let workshop = try Workshop()
        try workshop.write("0.5,0.5\n0.25,0.75\n", to: "m.csv")
        for name in ["big.csv", "big.json", "big.txt", "big.png"] {
            try workshop.write("", to: name)
            let file = try FileHandle(forWritingTo: workshop.folder.appendingPathComponent(name))
            try file.truncate(atOffset: 1 << 40)
            try file.close()
        }
        for arguments in [
            ["info", "big.csv"], ["render", "big.json"], ["render", "m.csv", "--tokens", "big.txt"],
            ["render", "m.csv", "--tokens", "big.json"], ["render", "m.csv", "--cell-texts", "big.csv"],
            ["render", "m.csv", "--mask", "big.csv"], ["attend", "--queries", "big.csv", "--keys", "m.csv"],
            ["diff", "big.png", "big.png"],
        ] {
            let outcome = try workshop.run(arguments)
            #expect(outcome.status == 65, "\(arguments): \(outcome.messages)")
            #expect(outcome.messages.contains("expected at most") && outcome.messages.contains("found 1099511627776"))
        }
    }

    @Test("A list of more tokens than are read is refused by its count")
    func tokens() throws {
        let workshop = try Workshop()
        try workshop.write("0.5,0.5\n0.25,0.75\n", to: "m.csv")
        try workshop.write(String(repeating: "\n", count: 2_000_000), to: "lines.txt")
        let outcome = try workshop.run("render", "m.csv", "--tokens", "lines.txt")
        #expect(outcome.status == 65)
        #expect(
            outcome.messages
                == "attnviz: error: lines.txt: expected at most 1048576 tokens in 'lines', found 2000000\n")
    }

    @Test("Keys of one batch row are those of all batch rows of the queries")
    func oneBatchOfKeys() throws {
        let workshop = try Workshop()
        let query = "[[[1, 0], [0, 1]]]"
        try workshop.write("[\(query), \(query)]", to: "q.json")
        try workshop.write("[[[[1, 0], [0, 1], [1, 1]]]]", to: "k.json")
        let outcome = try workshop.run("attend", "--queries", "q.json", "--keys", "k.json", "--save-weights", "w.npy")
        try #require(outcome.status == 0, "\(outcome.messages)")
        let weights = try workshop.array("w.npy")
        #expect(weights.shape == [2, 1, 2, 3])
        #expect(Array(weights.values.prefix(6)) == Array(weights.values.suffix(6)))
    }
}
