import Foundation
import Support
import Testing

@testable import TensorFiles

@Suite("Several files replace the old ones together") struct FileReplacementTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func prepared(_ names: [String]) throws -> [PreparedFile] {
        try names.map {
            var file = try AtomicFile(path: folder.path($0))
            try file.write([2])
            return PreparedFile(file)
        }
    }

    @Test func allAreReplaced() throws {
        for name in ["a", "b"] { try folder.write([1], to: name) }
        try PreparedFile.commit(prepared(["a", "b", "c"]))
        for name in ["a", "b", "c"] { #expect(try folder.read(name) == [2]) }
        #expect(try folder.names() == ["a", "b", "c"])
    }

    @Test("A target that has become a folder: the others are put back, in any order", arguments: 0..<3)
    func noneIsReplaced(position: Int) throws {
        var names = ["a", "b"]
        try folder.write([1], to: "a")
        names.insert("c", at: position)
        let files = try prepared(names)
        try FileManager.default.createDirectory(atPath: folder.path("c/d"), withIntermediateDirectories: true)
        #expect(throws: TensorFileError.writeFailed(path: folder.path("c"), reason: SystemError(code: EISDIR))) {
            try PreparedFile.commit(files)
        }
        #expect(try folder.read("a") == [1])
        #expect(try folder.names() == ["a", "c"], "there was no b, and there is none")
        #expect(FileManager.default.fileExists(atPath: folder.path("c/d")))
    }

    @Test func filesThatAreSealedCanBeCommittedLater() throws {
        let files = try prepared(["a"])
        try files[0].seal()
        #expect(throws: Never.self) { try files[0].seal() }
        try PreparedFile.commit(files)
        #expect(try folder.read("a") == [2])
    }
}

@Suite("Whether two paths are one file") struct FileIdentityTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func areSame(_ one: String, _ other: String) -> Bool {
        FileIdentity(output: folder.path(one)).isSame(as: FileIdentity(output: folder.path(other)))
    }

    @Test func existingFilesAreComparedThroughLinks() throws {
        try folder.write([1], to: "a")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "a")
        try FileManager.default.linkItem(atPath: folder.path("a"), toPath: folder.path("hard"))
        for other in ["a", "./a", "link", "hard"] { #expect(areSame("a", other), "\(other)") }
        #expect(!areSame("a", "b"))
    }

    @Test func missingFilesAreComparedByFolderAndBytesOfTheName() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: "new")
        try FileManager.default.createSymbolicLink(atPath: folder.path("here"), withDestinationPath: ".")
        for other in ["new", ".//new", "link", "here/new", "here/link"] { #expect(areSame("new", other), "\(other)") }
        #expect(!areSame("new", "other"))
        #expect(!areSame("e\u{301}", "\u{E9}"), "two names of a file system")
        #expect(areSame("nowhere/a", "nowhere/a") && !areSame("nowhere/a", "nowhere/b"))
    }

    @Test func standardStreamsHaveManyNames() {
        for name in ["-", "/dev/stdout", "/dev/fd/1", "//dev/stdout", "/dev/./fd/1"] {
            #expect(FileIdentity(output: name).isStandardOutput, "\(name)")
        }
        #expect(!FileIdentity(input: "-").isSame(as: FileIdentity(output: "/dev/null")))
        #expect(FileIdentity(input: "-").isSame(as: FileIdentity(input: "/dev/fd/0")))
        #expect(!FileIdentity(output: "/dev/null").isSame(as: FileIdentity(output: "/dev/null")))
    }
}
