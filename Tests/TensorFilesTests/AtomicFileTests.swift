import Foundation
import Support
import Testing

@testable import TensorFiles

@Suite struct AtomicFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func write(_ bytes: [UInt8], to path: String) -> TensorFileError? {
        failure { () throws(TensorFileError) in try AtomicFile.write(bytes, to: path) }
    }

    @Test func createsAndReplaces() throws {
        try AtomicFile.write([1], to: folder.path("a"))
        try AtomicFile.write([2, 3], to: folder.path("a"))
        #expect(try folder.read("a") == [2, 3])
        #expect(try folder.names() == ["a"])
    }

    @Test func anUnfinishedFileLeavesTheOldOneAndNothingElse() throws {
        try folder.write([1], to: "a")
        do {
            var file = try AtomicFile(path: folder.path("a"))
            try file.write([2, 3])
            #expect(try folder.names().count == 2)
            #expect(try folder.read("a") == [1])
        }
        #expect(try folder.read("a") == [1])
        #expect(try folder.names() == ["a"])
    }

    @Test func aFailedRenameLeavesNothing() throws {
        let file = try AtomicFile(path: folder.path("a"))
        try FileManager.default.createDirectory(atPath: folder.path("a/b"), withIntermediateDirectories: true)
        var error: TensorFileError?
        do throws(TensorFileError) { try file.commit() } catch let failure { error = failure }
        #expect(error?.category == .inputOutput)
        #expect(try folder.names() == ["a"])
    }

    @Test func namesAMissingFolder() throws {
        let path = folder.path("missing/a")
        #expect(write([1], to: path) == .cannotCreate(path: path, reason: SystemError(code: ENOENT)))
        #expect(try folder.names().isEmpty)
    }

    @Test func refusesAFolder() throws {
        let error = write([1], to: folder.path)
        #expect(error == .cannotCreate(path: folder.path, reason: SystemError(code: EISDIR)))
        #expect(write([1], to: folder.path("new/")) != nil)
        #expect(write([1], to: "") == .cannotCreate(path: "", reason: SystemError(code: ENOENT)))
        let behindAFile = try folder.write([1], to: "a") + "/b"
        #expect(write([1], to: behindAFile) == .cannotCreate(path: behindAFile, reason: SystemError(code: ENOTDIR)))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"))) func aFullDiskIsAnInputOutputError() throws
    {
        let error = write([1], to: "/dev/full")
        #expect(error == .writeFailed(path: "/dev/full", reason: SystemError(code: ENOSPC)))
        #expect(error?.category == .inputOutput)
    }

    @Test(arguments: [0o600, 0o644, 0o755]) func keepsPermissions(permissions: Int) throws {
        try folder.write([1], to: "a")
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: folder.path("a"))
        try AtomicFile.write([2], to: folder.path("a"))
        #expect(try folder.permissions("a") == permissions)
    }

    @Test func newFilesFollowTheMask() throws {
        try AtomicFile.write([2], to: folder.path("a"))
        let mask = umask(0)
        umask(mask)
        #expect(try folder.permissions("a") == 0o666 & ~Int(mask))
    }

    @Test func followsLinks() throws {
        try folder.write([1], to: "target")
        try FileManager.default.createSymbolicLink(atPath: folder.path("one"), withDestinationPath: "target")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("two"), withDestinationPath: folder.path("one"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("dangling"), withDestinationPath: "new")
        try AtomicFile.write([2], to: folder.path("two"))
        try AtomicFile.write([3], to: folder.path("dangling"))
        #expect(try folder.read("target") == [2])
        #expect(try folder.read("new") == [3])
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("one")) == "target")
        #expect(try folder.names() == ["dangling", "new", "one", "target", "two"])
    }

    @Test func refusesLinksInACircle() throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path("a"), withDestinationPath: "b")
        try FileManager.default.createSymbolicLink(atPath: folder.path("b"), withDestinationPath: "a")
        let path = folder.path("a")
        #expect(write([1], to: path) == .cannotCreate(path: path, reason: SystemError(code: ELOOP)))
    }

    @Test func writesToDevicesAndPipesDirectly() throws {
        try AtomicFile.write([1], to: "/dev/null")
        #expect(
            try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType != .typeRegular)
        let path = folder.path("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        // Open for both directions, so that neither end waits for the other.
        let pipe = open(path, O_RDWR)
        defer { close(pipe) }
        try AtomicFile.write([1, 2, 3], to: path)
        try AtomicFile.write([4], to: "/dev/fd/\(pipe)")
        var content = [UInt8](repeating: 0, count: 8)
        #expect(read(pipe, &content, 8) == 4)
        #expect(content.prefix(4) == [1, 2, 3, 4])
        #expect(try folder.names() == ["pipe"])
    }

    @Test func appendsWhereTheShellAppends() throws {
        try folder.write([1], to: "log")
        let log = open(folder.path("log"), O_WRONLY | O_APPEND)
        defer { close(log) }
        try AtomicFile.write([2], to: "/dev/fd/\(log)")
        #expect(try folder.read("log") == [1, 2])
    }

    @Test func skipsFilesThatAKilledProgramLeft() throws {
        let left = ".a.\(getpid()).0.tmp"
        try folder.write([9], to: left)
        try AtomicFile.write([1], to: folder.path("a"))
        #expect(try folder.names() == [left, "a"])
        #expect(try folder.read("a") == [1])
    }

    @Test func takesTheLongestNames() throws {
        let name = String(repeating: "é", count: 127) + "a"
        try AtomicFile.write([1], to: folder.path(name))
        #expect(try folder.read(name) == [1])
    }
}
