import Foundation
import Testing

@Suite("What is typed without reading the help")
struct ArgumentTests {
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3, 4, 4]), to: "w.npy")
        return workshop
    }

    @Test(
        "Positions after --select need no quotes",
        arguments: [
            "render w.npy --select layer=1 head=2 -o a.svg", "render --select layer=1 head=2 w.npy -o a.svg",
            "render w.npy --select=layer=1 head=2 -o a.svg", "render w.npy --select layer=1,head=2 -o a.svg",
            "render w.npy --select layer=1 -o a.svg --select head=2",
        ])
    func unquoted(line: String) throws {
        let workshop = try workshop()
        _ = try workshop.run("render", "w.npy", "--select", "layer=1 head=2", "-o", "quoted.svg")
        #expect(try workshop.run(line.split(separator: " ").map(String.init)).status == 0)
        #expect(try workshop.data("a.svg") == workshop.data("quoted.svg"))
    }

    @Test("Other commands and --reduce take them too")
    func others() throws {
        let workshop = try workshop()
        let quoted = try workshop.run(
            "compare", "w.npy", "w.npy", "--select", "layer=0 head=1", "--select-b", "layer=1 head=2")
        let plain = try workshop.run(
            "compare", "w.npy", "w.npy", "--select", "layer=0", "head=1", "--select-b", "layer=1", "head=2")
        #expect(plain.status == 0 && plain.text == quoted.text)
        #expect(try workshop.run("analyze", "w.npy", "--select", "layer=0", "head=0:2").text.contains("head"))
        #expect(try workshop.run("render", "w.npy", "--reduce", "layer=mean", "head=max", "-o", "a.svg").status == 0)
        // A word that is no choice of positions stays what it is.
        #expect(try workshop.run("render", "w.npy", "--select", "layer=1", "x=y", "-o", "a.svg").status == 64)
    }

    @Test(
        "What was meant is suggested, and nothing is written",
        arguments: [
            ("w.npy", "did you mean 'attnviz render w.npy'?"),
            ("w.npy -o a.svg", "did you mean 'attnviz render w.npy -o a.svg'?"),
            ("-o a.svg w.npy", "the subcommand comes first; did you mean 'attnviz render -o a.svg w.npy'?"),
            ("--queries w.npy --keys w.npy", "did you mean 'attnviz attend --queries w.npy --keys w.npy'?"),
            ("a.png b.png", "did you mean 'attnviz diff a.png b.png'?"),
            ("help rendr", "there is no subcommand 'rendr'; did you mean 'render'?"),
            ("help nothing", "there is no subcommand 'nothing'"),
            ("render w.npy --layer 3", "there is no option '--layer 3'; did you mean '--select layer=3'?"),
            ("analyze w.npy --head=2", "did you mean '--select head=2'?"),
            (
                "render w.npy --heads 0:2 --layer 1",
                "did you mean '--select head=0:2', and '--select layer=1' for '--layer 1'?"
            ),
            (
                "attend --queries w.npy --keys w.npy --heads 2 --out a.svg",
                "no option '--out'; did you mean '--output'?"
            ),
            ("render w.npy --colormap Blues", "there is no option '--colormap'; did you mean '--cmap'?"),
            ("attend --queries-file w.npy --keys w.npy", "did you mean '--queries'?"),
            ("render w.npy --tittle x", "Did you mean '--title'?"),
            ("render w.npy a.svg", "did you mean '-o a.svg', the file to write?"),
        ])
    func suggestions(line: String, sentence: String) throws {
        let workshop = try workshop()
        let outcome = try workshop.run(line.split(separator: " ").map(String.init))
        #expect(outcome.status == 64 && outcome.text.isEmpty)
        #expect(outcome.messages.contains(sentence), "\(outcome.messages)")
        #expect(try workshop.names() == ["w.npy"])
    }

    @Test("Help and version still answer")
    func help() throws {
        let workshop = try workshop()
        for arguments in [["--help"], ["help"], ["help", "render"], ["render", "--help"], ["--version"]] {
            let outcome = try workshop.run(arguments)
            #expect(outcome.status == 0 && !outcome.text.isEmpty)
        }
    }

    @Test("A machine without fonts is told so")
    func noFonts() throws {
        let workshop = try workshop()
        try workshop.write("<fontconfig></fontconfig>", to: "fonts.conf")
        let outcome = try workshop.shell(#"FONTCONFIG_FILE="$PWD/fonts.conf" "$0" identity -o a.svg"#)
        #expect(outcome.status == 66)
        #expect(outcome.messages.contains("no font is installed; apt-get install fonts-dejavu-core"))
        #expect(try !workshop.names().contains("a.svg"))
    }
}
