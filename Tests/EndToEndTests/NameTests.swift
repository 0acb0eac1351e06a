import Foundation
import Testing

/// What the names in files and on the command line are taken for.
@Suite("Names")
struct NameTests {
    private static let map: [Float] = [1, 0, 0.25, 0.75]

    private func archive(_ names: [String]) -> Data {
        InputFiles.npz(names.map { ($0, InputFiles.npy([2, 2], Self.map)) })
    }

    @Test("Every name that info prints can be typed")
    func printedNames() throws {
        let workshop = try Workshop()
        let names = ["enc", "dec"].flatMap { stack in
            (0..<2).flatMap { layer in (0..<2).map { "\(stack)/layer\(layer)/head\($0)" } }
        }
        try workshop.write(archive(names), to: "z.npz")
        for name in ["enc/layer*/head*", "enc/", "enc", "enc/layer1/head*", "enc/layer1/head0"] {
            let outcome = try workshop.run("render", "z.npz:\(name)", "-o", "z.svg")
            #expect(outcome.status == 0, "\(name): \(outcome.messages)")
        }
        #expect(try workshop.run("render", "z.npz:encoder*/head*", "-o", "z.svg").status == 64)
    }

    @Test("The number in the name of a model is not that of a head")
    func models() throws {
        let workshop = try Workshop()
        try workshop.write(archive(["gpt2", "gpt3"]), to: "m.npz")
        #expect(try workshop.run("render", "m.npz", "-o", "m.svg").status == 0)
        let svg = String(decoding: try workshop.data("m.svg"), as: UTF8.self)
        #expect(svg.contains("gpt2") && svg.contains("gpt3") && !svg.contains("Head"))
    }

    @Test("Words by other names label the axes, or are told of")
    func words() throws {
        let workshop = try Workshop()
        func messages(_ lists: String) throws -> String {
            try workshop.write(#"{\#(lists),"weights":[[1,0,0],[0.5,0.5,0]]}"#, to: "w.json")
            return try workshop.run("render", "w.json", "-o", "w.svg").messages
        }
        let used = try messages(#""src_tokens":["das","ist","gut"],"tgt_tokens":["that","is"]"#)
        #expect(used.contains("'src_tokens' holds the words of the keys"), "\(used)")
        let svg = String(decoding: try workshop.data("w.svg"), as: UTF8.self)
        for word in ["das", "ist", "gut", "that"] { #expect(svg.contains(word), "\(word)") }
        #expect(try messages(#""words":["a","b","c"]"#).contains("--x-tokens w.json:words shows them"))
        #expect(try messages(#""results":{"tokens":["a","b"]}"#).contains("--y-tokens w.json:results.tokens"))
        #expect(try messages(#""words":["a","b","c","d"]"#).isEmpty)
        #expect(try workshop.run("render", "w.json", "--x-tokens", "w.json:words", "-o", "w.svg").status == 65)
    }

    @Test("The tokens beside one row of weights are those of the keys")
    func strip() throws {
        let workshop = try Workshop()
        try workshop.write(#"{"tokens":["the","cat","sat"],"weights":[[0.5,0.25,0.25]]}"#, to: "s.json")
        let outcome = try workshop.run("render", "s.json", "-o", "s.svg")
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(String(decoding: try workshop.data("s.svg"), as: UTF8.self).contains("cat"))
        try workshop.write("the\ncat\n", to: "two.txt")
        #expect(
            try workshop.run("render", "s.json", "--y-tokens", "two.txt").messages.contains(
                "expected 1 token, one for each query, found 2"))
    }

    @Test("Masks of other things than keys are not offered")
    func masks() throws {
        let workshop = try Workshop()
        let mask = InputFiles.npy([2, 2], [1, 1, 1, 1])
        try workshop.write(
            InputFiles.npz([
                ("weights", InputFiles.npy([2, 2], Self.map)), ("head_mask", mask), ("special_tokens_mask", mask),
                ("attention_mask", mask),
            ]), to: "m.npz")
        let messages = try workshop.run("render", "m.npz", "-o", "m.svg").messages
        #expect(messages.contains("--mask m.npz:attention_mask"), "\(messages)")
        #expect(!messages.contains("head_mask") && !messages.contains("special_tokens"))
    }

    @Test("An option is not the value of another one")
    func options() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], Self.map), to: "w.npy")
        let swallowed = try workshop.run("render", "w.npy", "--cmap", "--causal")
        #expect(
            swallowed.status == 64
                && swallowed.messages.contains("--cmap needs a value, and the option --causal follows"),
            "\(swallowed.messages)")
        // A title is any text.
        #expect(try workshop.run("render", "w.npy", "--title", "--causal", "-o", "w.svg").status == 0)
        #expect(try workshop.run("render", "w.npy", "--annotate", "-o").messages.contains("--annotate needs a value"))
        #expect(try workshop.run("render", "w.npy", "--vmin", "-1", "-o", "w.svg").status == 0)
        let select = try workshop.run("render", "w.npy", "query=1", "key=0").messages
        #expect(select.contains("attnviz render w.npy --select query=1 --select key=0"), "\(select)")
    }

    @Test("The images side by side are a PNG file")
    func strips() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], Self.map), to: "w.npy")
        _ = try workshop.run("render", "w.npy", "-o", "a.png")
        _ = try workshop.run("render", "w.npy", "--title", "b", "-o", "b.png")
        let outcome = try workshop.run("diff", "a.png", "b.png", "-o", "x.svg")
        #expect(outcome.status == 64 && outcome.messages.contains("name it .png"), "\(outcome.messages)")
        #expect(try workshop.run("diff", "a.png", "b.png", "-o", "x.png").status == 1)
        #expect(try workshop.names() == ["a.png", "b.png", "w.npy", "x.png"])
    }

    @Test("Notes on signs and digits are true")
    func notes() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], Self.map), to: "w.npy")
        #expect(try !workshop.run("render", "w.npy", "--vmin", "-1", "-o", "w.svg").messages.contains("both sides"))
        try workshop.write(InputFiles.npy([1, 2], [-1, 1]), to: "s.npy")
        #expect(try workshop.run("render", "s.npy", "-o", "s.svg").messages.contains("both sides"))
        try workshop.write("16777217,1\n2,3\n", to: "n.csv")
        for format in ["d", "auto", ".0f"] {
            let note = try workshop.run("render", "n.csv", "--annotate", format, "-o", "n.svg").messages
            #expect(note.contains("single precision"), "\(format): \(note)")
        }
        #expect(try !workshop.run("render", "n.csv", "-o", "n.svg").messages.contains("last digits"))
    }

    @Test("The texts of cells are transposed with the map")
    func texts() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3], [0.5, 0.25, 0, 0.5, 0.75, 1]), to: "w.npy")
        try workshop.write("a,b,c\nd,e,f\n", to: "t.csv")
        func order(_ options: String...) throws -> String {
            let outcome = try workshop.run(["render", "w.npy", "--cell-texts", "t.csv", "-o", "t.svg"] + options)
            #expect(outcome.status == 0, "\(outcome.messages)")
            let svg = String(decoding: try workshop.data("t.svg"), as: UTF8.self)
            let found = svg.matches(of: /<text[^>]*>([a-f])<\/text>/)
            return found.map { String($0.1) }.joined()
        }
        #expect(try order() == "abcdef")
        #expect(try order("--transpose") == "adbecf")
    }
}
