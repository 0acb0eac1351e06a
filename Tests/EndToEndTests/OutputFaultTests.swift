import Foundation
import Testing

@Suite("Outputs that fail: the old files stay as they were")
struct OutputFaultTests {
    /// A run that has written `old.svg` beside its target and waits for a reader of its second output.
    private final class Waiting {
        let workshop: Workshop
        private let process = Process()

        /// - Parameter prefix: commands of the shell before it executes the program.
        init(after prefix: String = "") throws {
            workshop = try Workshop()
            try workshop.write("old", to: "old.svg")
            try #require(mkfifo(workshop.folder.appendingPathComponent("pipe.svg").path, 0o600) == 0)
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = [
                "-c", "\(prefix) exec \"$0\" identity -o old.svg -o pipe.svg", Workshop.binary.path,
            ]
            process.currentDirectoryURL = workshop.folder
            process.environment = workshop.environment
            process.standardInput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            for _ in 0..<600 where try workshop.names().count < 3 { usleep(50_000) }
            try #require(workshop.names().count == 3, "the program waits")
        }

        deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

        func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

        /// The exit status, or minus the signal.
        func end() -> Int32 {
            process.waitUntilExit()
            return process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        }
    }

    @Test(
        "A signal ends the run as it ends other programs, and leaves nothing behind",
        arguments: [
            SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGXCPU, SIGSEGV, SIGBUS,
            SIGILL,
            SIGFPE, SIGABRT, SIGTRAP, SIGSYS,
        ])
    func signals(signal: Int32) throws {
        let waiting = try Waiting()
        waiting.send(signal)
        #expect(waiting.end() == -signal)
        #expect(try waiting.workshop.names() == ["old.svg", "pipe.svg"])
        #expect(try waiting.workshop.data("old.svg") == Data("old".utf8))
    }

    @Test("Killed without a chance: the old file is still whole, and the next run is not in the way")
    func killed() throws {
        let waiting = try Waiting()
        waiting.send(SIGKILL)
        #expect(waiting.end() == -SIGKILL)
        #expect(try waiting.workshop.data("old.svg") == Data("old".utf8))
        #expect(try waiting.workshop.run("identity", "-o", "old.svg").status == 0)
        #expect(SVGText(try waiting.workshop.data("old.svg")) != nil)
    }

    @Test("A signal that the caller ignores, as nohup does, changes nothing")
    func ignored() throws {
        let waiting = try Waiting(after: "trap '' HUP;")
        waiting.send(SIGHUP)
        let pipe = try FileHandle(forReadingFrom: waiting.workshop.folder.appendingPathComponent("pipe.svg"))
        let figure = try pipe.readToEnd()
        #expect(waiting.end() == 0)
        #expect(try waiting.workshop.data("old.svg") == figure)
        #expect(try waiting.workshop.names() == ["old.svg", "pipe.svg"])
    }

    @Test("A signal in a run without files ends it, too")
    func signalWhileReading() throws {
        let outcome = try Workshop().shell(
            "mkfifo in; \"$0\" render in --json & sleep 0.2; kill -TERM $!; wait $!; echo $?")
        #expect(outcome.text == "143\n")
    }

    @Test("A file that outgrows the limit of the process")
    func fileSizeLimit() throws {
        let workshop = try Workshop()
        try workshop.write("old", to: "old.svg")
        let outcome = try workshop.shell("ulimit -f 8; exec \"$0\" dot-vs-scaled -o old.svg")
        #expect(outcome.status == 74)
        // The library of fonts may have failed to write its cache before.
        #expect(outcome.messages.hasSuffix("attnviz: error: old.svg: writing failed: File too large\n"))
        #expect(try workshop.names() == ["old.svg"] && workshop.data("old.svg") == Data("old".utf8))
    }

    @Test(
        "A mapped file that shrinks while it is read",
        arguments: [
            "render in.npy", "analyze in.npy", "attend --queries in.npy --keys in.npy",
            "render in.npy --threads 1 --save-weights w.npy",
        ])
    func shrunkFile(command: String) throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([512, 512]), to: "in.npy")
        // The program waits at the tokens, after the header of the file has been read and before its elements are.
        let outcome = try workshop.shell(
            """
            mkfifo tokens.txt; "$0" \(command) -o old.svg --x-tokens tokens.txt & program=$!
            exec 3> tokens.txt; truncate -s 1000 in.npy; seq 512 >&3; exec 3>&-; wait $program
            """)
        #expect(outcome.status == 74, "\(outcome.messages)")
        #expect(
            outcome.messages
                == "attnviz: error: in.npy: reading failed: the file became shorter while it was read, or its disk failed\n"
        )
        #expect(try workshop.names() == ["in.npy", "tokens.txt"])
    }

    @Test(
        "All files are new, or all are old: each call that replaces them fails once",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/strace"), "strace is not installed"),
        arguments: [
            ("fsync", "ENOSPC", 74), ("renameat2", "EIO", 74), ("renameat2", "ENOSYS", 0), ("renameat2", "EINVAL", 0),
        ])
    func allOrNone(call: String, error: String, status: Int32) throws {
        for position in 1...4 where call == "fsync" || position < 4 {
            let workshop = try Workshop()
            try workshop.write(InputFiles.npy([2, 3]), to: "in.npy")
            let names = ["old.svg", "old.png", "old.npy"]
            for name in names { try workshop.write("old", to: name) }
            let before = try workshop.names()
            let outcome = try workshop.shell(
                "strace -f -o /dev/null -e trace=\(call) -e inject=\(call):error=\(error):when=\(position) \"$0\" "
                    + "render in.npy -o old.svg -o old.png --save-weights old.npy")
            #expect(outcome.status == status, "call \(position): \(outcome.messages)")
            #expect(try workshop.names() == before)
            for name in names { #expect(try (workshop.data(name) == Data("old".utf8)) == (status != 0), "\(name)") }
        }
    }

    @Test("When one of several outputs fails, none of the others takes its place")
    func together() throws {
        let workshop = try Workshop()
        try workshop.writeOperands()
        let old = ["old.svg", "old.npy", "old.csv"]
        for name in old { try workshop.write("old", to: name) }
        let before = try workshop.names()
        let outcome = try workshop.run(
            "attend", "--queries", "queries.npy", "--keys", "keys.npy", "--values", "values.npy", "-o", "old.svg",
            "--save-weights", "old.npy", "--save-scores", "old.csv", "--save-output", "nowhere/deep/o.npy")
        #expect(outcome.status == 73)
        let sentence = "nowhere/deep/o.npy: cannot be created: there is no folder 'nowhere/deep/'"
        #expect(outcome.messages == "attnviz: error: \(sentence)\n")
        #expect(try workshop.names() == before)
        for name in old { #expect(try workshop.data(name) == Data("old".utf8)) }
    }

    @Test(
        "A device without room", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")),
        arguments: ["svg", "png", "pdf"])
    func fullDevice(format: String) throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3]), to: "in.npy")
        try workshop.write("old", to: "old.\(format)")
        let outcome = try workshop.run(
            "render", "in.npy", "-o", "old.\(format)", "-o", "/dev/full", "--format", format)
        #expect(outcome.status == 74)
        #expect(outcome.messages == "attnviz: error: /dev/full: writing failed: No space left on device\n")
        #expect(try workshop.names() == ["in.npy", "old.\(format)"])
        #expect(try workshop.data("old.\(format)") == Data("old".utf8))
    }

    @Test(
        "A full disk", .enabled(if: SmallDisk.isAllowed, "mounting a small tmpfs needs rights that this user lacks"),
        arguments: [["-o", "disk/old.png", "--dpi", "1200"], ["--json", "--save-weights", "disk/old.npy"]])
    func fullDisk(options: [String]) throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([300, 300]), to: "in.npy")
        let disk = try #require(try SmallDisk(at: workshop.folder.appendingPathComponent("disk").path))
        for name in ["disk/old.png", "disk/old.npy"] { try workshop.write("old", to: name) }
        let outcome = try workshop.run(["render", "in.npy"] + options)
        #expect(outcome.status == 74)
        #expect(outcome.messages.contains("disk/old.") && outcome.messages.contains("No space left on device"))
        #expect(outcome.output.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path).sorted() == ["old.npy", "old.png"])
        for name in ["disk/old.png", "disk/old.npy"] { #expect(try workshop.data(name) == Data("old".utf8)) }
    }

    @Test("A reader that has left: quietly by SIGPIPE, the saved weights untouched")
    func closedPipe() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 3]), to: "in.npy")
        try workshop.write("old", to: "old.npy")
        let outcome = try workshop.run(
            "render", "in.npy", "--json", "--save-weights", "old.npy", output: .abandonedPipe)
        #expect(outcome.status == -SIGPIPE && outcome.messages.isEmpty)
        #expect(try workshop.names() == ["in.npy", "old.npy"])
        #expect(try workshop.data("old.npy") == Data("old".utf8))
    }

    @Test(
        "A file that is protected from writing", .enabled(if: getuid() != 0, "root may write everywhere"),
        arguments: ["old.svg", "folder.svg/new.svg"])
    func protected(path: String) throws {
        let workshop = try Workshop()
        try workshop.write("old", to: "old.svg")
        try workshop.makeFolder("folder.svg")
        for (name, permissions) in [("old.svg", 0o400), ("folder.svg", 0o500)] {
            try FileManager.default.setAttributes(
                [.posixPermissions: permissions], ofItemAtPath: workshop.folder.appendingPathComponent(name).path)
        }
        let outcome = try workshop.run("identity", "-o", path)
        #expect(outcome.status == 73)
        #expect(outcome.messages.contains("\(path): cannot be created: Permission denied"))
        #expect(try workshop.data("old.svg") == Data("old".utf8))
    }
}

/// A file system of 64 KiB in memory, unmounted with this value.
private final class SmallDisk {
    let path: String

    /// Nil when the user may not mount.
    init?(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard SmallDisk.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", path]) else { return nil }
    }

    deinit { _ = SmallDisk.run(["umount", path]) }

    static let isAllowed: Bool = {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("attnviz-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        guard let disk = try? SmallDisk(at: path) else { return false }
        return FileManager.default.fileExists(atPath: disk.path)
    }()

    private static func run(_ command: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
