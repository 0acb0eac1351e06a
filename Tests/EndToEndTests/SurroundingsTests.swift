import Foundation
import Testing

@Suite("Surroundings that lack something")
struct SurroundingsTests {
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write("0.5,0.5\n0.25,0.75\n", to: "m.csv")
        return workshop
    }

    /// Whether this user may mount file systems in a space of names of its own.
    private static let mayMount =
        (try? Workshop().run(
            URL(fileURLWithPath: "/usr/bin/env"), ["unshare", "-m", "mount", "-t", "tmpfs", "x", "/mnt"]))?
        .status == 0

    @Test(
        "Without /proc the arguments are read, and open files are found",
        .enabled(if: mayMount, "mounting needs rights that this user lacks"),
        arguments: [
            ("render m.csv -o o.svg", 0, "o.svg"), ("render nothing.npy", 66, nil),
            ("render /dev/stdin --input-format csv -o o.svg < m.csv", 0, "o.svg"),
            ("render m.csv --format svg -o /dev/stdout > o.svg", 0, "o.svg"), ("render", 64, nil),
            ("attend --queries m.csv --keys m.csv --save-weights o.npy", 0, "o.npy"),
        ])
    func noProc(command: String, status: Int32, file: String?) throws {
        let workshop = try workshop()
        let outcome = try workshop.shell(
            "export BINARY=\"$0\"; unshare -m sh -c 'mount -t tmpfs none /proc; \"$BINARY\" \(command)'")
        #expect(outcome.status == status, "\(outcome.messages)")
        if let file { #expect(try !workshop.data(file).isEmpty) }
    }

    @Test("Without any variable, and with a locale, a home and a cache that do not exist")
    func variables() throws {
        let workshop = try workshop()
        let common = "FONTCONFIG_FILE=\"$FONTCONFIG_FILE\" \"$0\" render m.csv"
        #expect(try workshop.shell("env -i \(common) -o a.svg").status == 0)
        let outcome = try workshop.shell(
            "env -i LC_ALL=xx_YY LANG=xx LANGUAGE=yy HOME=/nowhere XDG_CACHE_HOME=/nowhere TMPDIR=/nowhere \(common) -o b.svg"
        )
        // The library of fonts itself says that it can write no cache.
        #expect(outcome.status == 0 && !outcome.messages.contains("attnviz:"), "\(outcome.messages)")
        #expect(try workshop.data("a.svg") == workshop.data("b.svg"))
    }

    @Test("An argument that is not UTF-8 is shown by its bytes")
    func notUTF8() throws {
        let outcome = try workshop().shell("\"$0\" render \"$(printf 'm\\377.csv')\" -o o.svg")
        #expect(outcome.status == 64)
        #expect(
            outcome.messages
                == "attnviz: error: argument 2, 'm\\xff.csv', is not UTF-8; if it is the name of a file, rename the file\n"
        )
    }

    @Test(
        "Closed streams: what they would carry is an error, and no output file is taken for one of them",
        arguments: [
            ("render m.csv -o o.svg >&-", 0, ""), ("render m.csv -o o.svg 2>&-", 0, ""),
            ("render m.csv -o o.svg <&- >&- 2>&-", 0, ""), ("render m.csv <&- >&- 2>&-", 0, ""),
            ("render m.csv --json >&-", 74, "attnviz: error: stdout: writing failed: Bad file descriptor\n"),
            ("analyze m.csv >&-", 74, "attnviz: error: stdout: writing failed: Bad file descriptor\n"),
            (
                "render m.csv --json --save-weights o.npy >&-", 74,
                "attnviz: error: stdout: writing failed: Bad file descriptor\n"
            ),
            ("--help >&-", 74, "attnviz: error: stdout: writing failed: Bad file descriptor\n"),
            ("--version >&-", 74, "attnviz: error: stdout: writing failed: Bad file descriptor\n"),
            ("render - --input-format csv -o o.svg <&-", 65, "attnviz: error: standard input: the file is empty\n"),
            ("render nothing.npy 2>&-", 66, ""),
        ])
    func closed(command: String, status: Int32, messages: String) throws {
        let workshop = try workshop()
        let outcome = try workshop.shell("\"$0\" \(command)")
        #expect(outcome.status == status)
        #expect(outcome.messages == messages && outcome.output.isEmpty)
        #expect(try workshop.names().contains { $0.hasSuffix(".svg") } == (status == 0))
        for name in try workshop.names() where name.hasSuffix(".svg") {
            #expect(SVGText(try workshop.data(name))?.root?.name == "svg", "nothing but the figure is in its file")
        }
        #expect(try !workshop.names().contains("o.npy"))
    }

    @Test("A folder that cannot be written to", .enabled(if: mayMount, "mounting needs rights that this user lacks"))
    func readOnlyFolder() throws {
        let workshop = try workshop()
        try workshop.makeFolder("d")
        let outcome = try workshop.shell(
            "export BINARY=\"$0\"; unshare -m sh -c 'mount -t tmpfs -o ro none d; cd d; \"$BINARY\" render ../m.csv'")
        #expect(outcome.status == 73)
        #expect(outcome.messages == "attnviz: error: render.svg: cannot be created: Read-only file system\n")
    }

    @Test("A folder for temporary files that does not exist is named, where one is needed")
    func temporaryFolder() throws {
        let workshop = try workshop()
        let outcome = try workshop.shell(
            "mkfifo w.npz; cat w.npz > /dev/null & TMPDIR=/nowhere \"$0\" render m.csv -o o.svg --save-weights w.npz")
        #expect(outcome.status == 73)
        #expect(
            outcome.messages
                == "attnviz: error: /nowhere/attnviz: cannot be created: there is no folder '/nowhere/'\n")
        #expect(try workshop.names() == ["m.csv", "w.npz"])
    }

    @Test("The mask of the process decides on new files, and replaced files keep their permissions and links")
    func permissions() throws {
        let workshop = try workshop()
        try workshop.write("old", to: "old.svg")
        let outcome = try workshop.shell(
            "chmod 604 old.svg; ln -s old.svg link.svg; umask 027; \"$0\" render m.csv -o link.svg -o new.png "
                + "&& stat -c '%a %F' old.svg link.svg new.png")
        #expect(outcome.text == "604 regular file\n777 symbolic link\n640 regular file\n")
        #expect(SVGText(try workshop.data("old.svg")) != nil)
    }
}
