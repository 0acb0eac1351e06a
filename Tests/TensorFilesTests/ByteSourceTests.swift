import Foundation
import Support
import Testing

@testable import TensorFiles

@Suite struct ByteSourceTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func mapsAFile() throws {
        let path = try folder.write([1, 2, 3], to: "file")
        let source = try ByteSource(path: path)
        #expect(source.count == 3)
        #expect(try source.bytes(1..<3, of: "rest") == [2, 3])
        #expect(try source.bytes(3..<3, of: "nothing") == [])
    }

    @Test func keepsAMappedFileThatIsRemoved() throws {
        let path = try folder.write([1, 2, 3], to: "file")
        let source = try ByteSource(path: path)
        try FileManager.default.removeItem(atPath: path)
        #expect(try source.bytes(0..<3, of: "all") == [1, 2, 3])
    }

    @Test func checksRangesOfMappedFilesAndOfMemory() throws {
        let path = try folder.write([1, 2, 3], to: "file")
        for source in [try ByteSource(path: path), ByteSource(path: path, bytes: [1, 2, 3])] {
            let error = failure { () throws(TensorFileError) in try source.bytes(2..<4, of: "data") }
            #expect(error == .truncated(path: path, place: "data", offset: 2, expected: 2, found: 1))
            #expect(failure { () throws(TensorFileError) in try source.bytes(-1..<1, of: "data") } != nil)
        }
    }

    @Test func readsAPipeToItsEnd() throws {
        let path = folder.path("pipe")
        try #require(mkfifo(path, 0o600) == 0)
        let content = [UInt8](repeating: 7, count: 200_000)
        let writer = Thread {
            try? FileHandle(forWritingTo: URL(fileURLWithPath: path)).write(contentsOf: Data(content))
        }
        writer.start()
        let source = try ByteSource(path: path)
        #expect(try source.bytes(0..<source.count, of: "all") == content)
    }

    @Test func namesAMissingFile() {
        let path = folder.path("missing")
        let error = failure { () throws(TensorFileError) in try ByteSource(path: path) }
        #expect(error == .cannotOpen(path: path, reason: SystemError(code: ENOENT)))
        #expect(error?.description == "\(path): cannot be opened: No such file or directory")
    }

    @Test func namesAFolder() {
        let error = failure { () throws(TensorFileError) in try ByteSource(path: folder.path) }
        #expect(error == .isDirectory(path: folder.path))
    }

    @Test func namesAnEmptyFile() throws {
        let path = try folder.write([], to: "empty")
        #expect(failure { () throws(TensorFileError) in try ByteSource(path: path) } == .emptyFile(path: path))
        #expect(
            failure { () throws(TensorFileError) in try ByteSource(path: "/dev/null") } == .emptyFile(path: "/dev/null")
        )
    }

    @Test func refusesAPathWithANul() throws {
        let path = try folder.write([1], to: "file") + "\0.npy"
        let error = failure { () throws(TensorFileError) in try ByteSource(path: path) }
        #expect(error == .cannotOpen(path: path, reason: SystemError(code: EINVAL)))
    }
}
