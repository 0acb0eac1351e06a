import Foundation
import Testing

@Suite("Outputs that are an input, or one file by two names, are refused before any work")
struct OutputIdentityTests {
    /// A folder with a matrix under the names of figures, a folder `d` and a link `e` to it.
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        for name in ["m.csv", "in.svg", "render.svg", "attend.svg", "identity.svg", "analyze.svg"] {
            try workshop.write("0.5,0.5\n0.25,0.75\n", to: name)
        }
        try workshop.makeFolder("d")
        let links =
            "ln -s d e; ln -s w.npy w.svg; ln -s d/new.svg new.svg; ln -s /dev/stdout out.svg; ln m.csv hard.svg"
        #expect(try workshop.shell(links).status == 0)
        return workshop
    }

    @Test(
        "No output overwrites an input",
        arguments: [
            "render render.svg --input-format csv", "render - --input-format csv -o in.svg < in.svg",
            "render /dev/stdin --input-format csv -o in.svg < in.svg", "render - --input-format csv < render.svg",
            "render m.csv -o hard.svg", "render m.csv --cell-texts in.svg -o d/../in.svg",
            "attend --queries m.csv --keys attend.svg --input-format csv",
            "identity --size 2 --cell-texts identity.svg",
            "analyze analyze.svg --input-format csv --metric entropy", "render m.csv --tokens in.svg -o in.svg",
            "attend --queries m.csv --keys m.csv --sinks in.svg -o in.svg", "render m.csv --mask in.svg -o ./in.svg",
            "compare m.csv in.svg --input-format csv -o in.svg", "render m.csv --valid-lens in.svg -o e/../in.svg",
            "analyze m.csv >> m.csv", "info m.csv >> m.csv", "render m.csv --json >> m.csv",
            "analyze - --input-format csv < m.csv 1<> m.csv", "render m.csv --format svg -o - 1<> m.csv",
        ])
    func inputs(command: String) throws {
        let workshop = try workshop()
        let before = try workshop.names()
        let outcome = try workshop.shell("\"$0\" \(command)")
        #expect(outcome.status == 64, "\(outcome.messages)")
        #expect(
            outcome.messages.contains("would overwrite an input") || outcome.messages.contains("stdout is an input"))
        #expect(try workshop.names() == before)
        for name in ["m.csv", "in.svg", "render.svg"] {
            #expect(try workshop.data(name) == Data("0.5,0.5\n0.25,0.75\n".utf8))
        }
    }

    @Test(
        "No two outputs are one file",
        arguments: [
            "render m.csv -o s.svg -o ./s.svg", "render m.csv -o d/s.svg -o e/s.svg",
            "render m.csv --save-weights w.npy -o w.svg", "render m.csv -o d/new.svg -o new.svg",
            "attend --queries m.csv --keys m.csv --save-scores q.npy --save-weights ./q.npy -o a.svg",
            "colormaps -o c.svg -o ./c.svg", "analyze m.csv --rollout --save-weights d/../analyze.svg",
            "identity -o i.svg -o d/../i.svg", "dot-vs-scaled --study -o i.svg -o ./i.svg",
        ])
    func outputs(command: String) throws {
        let workshop = try workshop()
        let before = try workshop.names()
        let outcome = try workshop.shell("\"$0\" \(command)")
        #expect(outcome.status == 64 && outcome.output.isEmpty)
        #expect(outcome.messages.contains("are the same file; give each a name of its own"), "\(outcome.messages)")
        #expect(try workshop.names() == before)
    }

    @Test(
        "Stdout holds one result, whatever it is called",
        arguments: [
            "-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1", "//dev/stdout", "out.svg",
            "/dev/../dev/stdout",
        ])
    func standardOutput(path: String) throws {
        let workshop = try workshop()
        for other in [
            "render m.csv --json", "analyze m.csv --csv", "identity --print-tensors", "render m.csv -o /dev/fd/1",
        ]
        where !(other.hasSuffix(path)) {
            let outcome = try workshop.shell("\"$0\" \(other) --format svg -o \(path)")
            #expect(outcome.status == 64 && outcome.output.isEmpty, "\(other) \(path)")
            #expect(
                outcome.messages.contains("both write to stdout") || outcome.messages.contains("are the same file"),
                "\(outcome.messages)")
        }
        let outcome = try workshop.shell("\"$0\" render m.csv --format svg -o \(path)")
        #expect(outcome.status == 0 && outcome.text.hasPrefix("<?xml"))
    }

    @Test("A file to which stdout is redirected is not replaced by a figure")
    func redirected() throws {
        let outcome = try workshop().shell("\"$0\" render m.csv --json -o a.svg > a.svg")
        #expect(outcome.status == 64)
        #expect(outcome.messages.contains("stdout is the same file as '-o a.svg'; give it another name."))
    }

    @Test("Devices may be named twice, and stdout may go to one of them")
    func devices() throws {
        let outcome = try workshop().shell("\"$0\" render m.csv --json --format svg -o /dev/null > /dev/null")
        #expect(outcome.status == 0, "\(outcome.messages)")
    }
}
