import Foundation
import Testing

/// A file that a test compares with, kept in Goldens/ beside the tests.
///
/// ATTNVIZ_RECORD says when files are written: `all`, `failed`, `missing` or `never` (the default). A run that writes
/// fails, so that a recording is never taken for a passed test.
struct Golden {
    enum Recording: String { case all, failed, missing, never }

    let name: String

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Goldens")
    private static let failures = FileManager.default.temporaryDirectory.appendingPathComponent("attnviz-goldens")

    private static func recording() throws -> Recording {
        guard let word = ProcessInfo.processInfo.environment["ATTNVIZ_RECORD"] else { return .never }
        return try #require(Recording(rawValue: word), "ATTNVIZ_RECORD is \(word), not all, failed, missing or never")
    }

    /// Compares `actual` with the file.
    ///
    /// - Parameter difference: a sentence when the two differ; `save` writes a file for the reader and returns its path.
    func check(
        _ actual: [UInt8], sourceLocation: SourceLocation = #_sourceLocation,
        difference: (_ expected: [UInt8], _ save: (String, [UInt8]) throws -> String) throws -> String?
    ) throws {
        let file = Golden.folder.appendingPathComponent(name)
        let recording = try Golden.recording()
        let expected = try? [UInt8](Data(contentsOf: file))
        func record(_ reason: String) throws {
            try FileManager.default.createDirectory(at: Golden.folder, withIntermediateDirectories: true)
            try Data(actual).write(to: file)
            Issue.record(
                "recorded \(file.path): \(reason); look at it, then run again without ATTNVIZ_RECORD",
                sourceLocation: sourceLocation)
        }
        guard let expected else {
            if recording != .never { return try record("there was none") }
            Issue.record(
                "there is no golden \(file.path); ATTNVIZ_RECORD=missing swift test --filter GoldenTests writes it",
                sourceLocation: sourceLocation)
            return
        }
        if recording == .all { return try record("all are recorded") }
        let sentence = try difference(expected, save)
        guard let sentence else { return }
        if recording == .failed { return try record(sentence) }
        let place = try save(name, actual)
        Issue.record(
            """
            \(name): \(sentence)
            expected: \(file.path)
            actual:   \(place)
            If the new one is right: ATTNVIZ_RECORD=failed swift test --filter GoldenTests
            """, sourceLocation: sourceLocation)
    }

    private func save(_ name: String, _ bytes: [UInt8]) throws -> String {
        try FileManager.default.createDirectory(at: Golden.failures, withIntermediateDirectories: true)
        let file = Golden.failures.appendingPathComponent(name)
        try Data(bytes).write(to: file)
        return file.path
    }
}
