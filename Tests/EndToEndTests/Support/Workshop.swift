import Foundation
import Support
import Testing

/// A fresh folder in which the binary runs; it is removed with this value.
final class Workshop {
    let folder: URL
    /// Where stdout and stderr go: outside `folder`, so that a listing of it shows what the program left.
    private let streams: URL

    init() throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("attnviz-\(UUID().uuidString)")
        folder = base.appendingPathComponent("work")
        streams = base.appendingPathComponent("streams")
        for url in [folder, streams] {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }

    /// The width and height of a PNG.
    func pixels(_ name: String) throws -> [Int] {
        let header = [UInt8](try data(name).prefix(24))
        return [16, 20].map { start in header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
    }

    /// The result of a run.
    struct Outcome {
        /// The exit status, or minus the signal that ended the program.
        let status: Int32
        let output: Data
        /// The text on stderr.
        let messages: String

        var text: String { String(decoding: output, as: UTF8.self) }

        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
        }
    }

    /// Where stdout goes.
    enum Output {
        case captured
        case file(String)
        /// A pipe whose reader has exited.
        case abandonedPipe
    }

    func run(_ arguments: String..., output: Output = .captured) throws -> Outcome {
        try run(arguments, output: output)
    }

    func run(_ arguments: [String], output: Output = .captured) throws -> Outcome {
        try run(Workshop.binary, arguments, output: output)
    }

    /// Runs a command of the shell, in which `$0` is the binary.
    func shell(_ command: String) throws -> Outcome {
        try run(URL(fileURLWithPath: "/bin/sh"), ["-c", command, Workshop.binary.path])
    }

    var environment: [String: String] {
        // A program that was built with a sanitizer takes its options from the environment.
        let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
        return sanitizers.merging([
            "FONTCONFIG_FILE": PinnedFonts.configuration, "HOME": streams.path, "PATH": "/usr/bin:/bin", "LC_ALL": "C",
        ]) { $1 }
    }

    func run(_ program: URL, _ arguments: [String], output: Output = .captured) throws -> Outcome {
        let captured = streams.appendingPathComponent("stdout")
        let messages = streams.appendingPathComponent("stderr")
        for url in [captured, messages] { try Data().write(to: url) }
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: messages)
        switch output {
        case .captured:
            process.standardOutput = try FileHandle(forWritingTo: captured)
        case .file(let path):
            process.standardOutput = FileHandle(forWritingAtPath: path)
        case .abandonedPipe:
            let pipe = Pipe()
            try pipe.fileHandleForReading.close()
            process.standardOutput = pipe.fileHandleForWriting
        }
        try process.run()
        process.waitUntilExit()
        let status = process.terminationStatus
        return Outcome(
            status: process.terminationReason == .exit ? status : -status, output: try Data(contentsOf: captured),
            messages: String(decoding: try Data(contentsOf: messages), as: UTF8.self))
    }

    /// The program under test: the one that ATTNVIZ_PROGRAM names, or the one built beside the tests.
    static let binary: URL = {
        if let path = ProcessInfo.processInfo.environment["ATTNVIZ_PROGRAM"] { return URL(fileURLWithPath: path) }
        return products.appendingPathComponent("attnviz")
    }()

    /// The folder of the programs that were built with the tests.
    static let products: URL = {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        return bundle.bundlePath.hasSuffix(".xctest") ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
    }()

    // The files of the folder.

    func write(_ data: Data, to name: String) throws { try data.write(to: folder.appendingPathComponent(name)) }
    func write(_ text: String, to name: String) throws { try write(Data(text.utf8), to: name) }
    func data(_ name: String) throws -> Data { try Data(contentsOf: folder.appendingPathComponent(name)) }

    /// All names in the folder, also those that begin with a dot.
    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    func makeFolder(_ name: String) throws {
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent(name), withIntermediateDirectories: false)
    }
}
