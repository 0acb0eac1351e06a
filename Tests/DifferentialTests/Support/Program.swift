import Foundation
import Support

/// The program, run in a folder of its own.
final class Program {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Runs the program.
    func run(_ arguments: [String]) throws -> (status: Int32, output: Data, messages: String) {
        let (output, messages) = (folder.path("stdout"), folder.path("stderr"))
        for name in ["stdout", "stderr"] { try folder.write([], to: name) }
        let process = Process()
        process.executableURL = Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path("."))
        process.environment = [
            "FONTCONFIG_FILE": PinnedFonts.configuration, "HOME": folder.path("."), "PATH": "/usr/bin:/bin",
            "LC_ALL": "C",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle(forWritingAtPath: output)
        process.standardError = FileHandle(forWritingAtPath: messages)
        try process.run()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return (status, try folder.data("stdout"), String(decoding: try folder.data("stderr"), as: UTF8.self))
    }

    /// The program that ATTNVIZ_PROGRAM names, or the one built beside the tests.
    private static let binary: URL = {
        if let path = ProcessInfo.processInfo.environment["ATTNVIZ_PROGRAM"] { return URL(fileURLWithPath: path) }
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        let products =
            bundle.bundlePath.hasSuffix(".xctest") ? bundle.bundleURL.deletingLastPathComponent() : bundle.bundleURL
        return products.appendingPathComponent("attnviz")
    }()
}
