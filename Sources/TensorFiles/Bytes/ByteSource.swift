#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// The bytes of a file: memory-mapped, or in memory. Reading a range outside them throws.
public struct ByteSource: ByteStore {
    /// The path that stands for the standard input, as on command lines.
    public static let standardInput = StandardInput.path
    /// The path in error messages.
    public let path: String
    /// In bytes.
    public let count: Int
    var isInPlace: Bool { true }
    private let storage: Storage
    /// Where these bytes begin in the storage.
    private let start: Int

    private enum Storage: Sendable {
        case mapped(MappedFile)
        case memory([UInt8])
    }

    /// The limit for pipes and devices, which may never end: 1 GiB.
    static let streamLimit = 1 << 30

    /// Bytes in memory; `path` names them in error messages.
    public init(path: String, bytes: [UInt8]) {
        self.init(path: path, count: bytes.count, storage: .memory(bytes))
    }

    private init(path: String, start: Int = 0, count: Int, storage: Storage) {
        self.path = path
        self.start = start
        self.count = count
        self.storage = storage
    }

    /// A part of these bytes, not copied.
    ///
    /// - Parameter path: the path in error messages about the part.
    /// - Throws: `TensorFileError.truncated`, naming `path`, when the range is not inside the bytes.
    func part(_ range: Range<Int>, path: String) throws(TensorFileError) -> ByteSource {
        try check(range, of: "data")
        return ByteSource(path: path, start: start + range.lowerBound, count: range.count, storage: storage)
    }

    /// Maps a regular file; reads a pipe, a device (`/dev/stdin`) or the standard input (`-`) to its end.
    ///
    /// - Throws: `TensorFileError.cannotOpen`, `.isDirectory`, `.emptyFile`, `.readFailed`, `.inputTooLong`.
    public init(path: String) throws(TensorFileError) {
        guard path != ByteSource.standardInput else {
            let name = StandardInput.name
            self.init(path: name, bytes: try ByteSource.readToEnd(ByteSource.openStandardInput(), path: name))
            guard count > 0 else { throw .emptyFile(path: name) }
            return
        }
        let file = try ByteSource.openFile(path)
        let status: FileStatus
        do throws(SystemError) {
            status = try file.status()
        } catch {
            throw .cannotOpen(path: path, reason: error)
        }
        guard status.kind != .directory else { throw .isDirectory(path: path) }
        if status.kind == .regular, status.size > 0, let map = try? MappedFile(file, count: status.size, path: path) {
            self.init(path: path, count: map.count, storage: .mapped(map))
        } else {
            // Pipes, devices, files of /proc (whose size is 0) and file systems without memory maps.
            self.init(path: path, bytes: try ByteSource.readToEnd(file, path: path))
        }
        guard count > 0 else { throw .emptyFile(path: path) }
    }

    /// Calls `body` with the bytes of `range`.
    ///
    /// - Throws: `TensorFileError.truncated`, naming `place`, when the range is not inside the bytes.
    func withBytes<Result>(
        _ range: Range<Int>, of place: String, _ body: (RawSpan) throws(TensorFileError) -> Result
    ) throws(TensorFileError) -> Result {
        try check(range, of: place)
        // No overflow: the range is inside this part, and the part inside the storage.
        let range = start + range.lowerBound..<start + range.upperBound
        switch storage {
        case .mapped(let map):
            return try map.withBytes { (all) throws(TensorFileError) in try body(all.extracting(range)) }
        case .memory(let bytes):
            return try body(bytes.span.bytes.extracting(range))
        }
    }

    /// All bytes.
    ///
    /// - Throws: `TensorFileError.truncated`, which cannot happen for a range inside the bytes.
    public func contents() throws(TensorFileError) -> [UInt8] {
        try bytes(0..<count, of: "file")
    }

    func forget(_ range: Range<Int>) {
        guard case .mapped(let map) = storage, range.lowerBound >= 0, range.upperBound <= count else { return }
        map.forget(start + range.lowerBound..<start + range.upperBound)
    }

    /// A file as such carries no checksum.
    func verify() throws(TensorFileError) {}

    private func check(_ range: Range<Int>, of place: String) throws(TensorFileError) {
        guard range.lowerBound >= 0, range.upperBound <= count else {
            let available = max(0, count - max(0, range.lowerBound))
            throw .truncated(
                path: path, place: place, offset: range.lowerBound, expected: range.count, found: available)
        }
    }

    /// Whether the bytes begin with `prefix`.
    func starts(with prefix: [UInt8]) -> Bool {
        guard let start = try? bytes(0..<prefix.count, of: "magic") else { return false }
        return start == prefix
    }

    private static func openFile(_ path: String) throws(TensorFileError) -> FileDescriptor {
        do throws(SystemError) {
            return try FileDescriptor.open(path, flags: O_RDONLY)
        } catch {
            throw .cannotOpen(path: path, reason: error)
        }
    }

    private static func openStandardInput() throws(TensorFileError) -> FileDescriptor {
        do throws(SystemError) {
            return try FileDescriptor.duplicate(of: 0)
        } catch {
            throw .cannotOpen(path: StandardInput.name, reason: error)
        }
    }

    private static func readToEnd(
        _ file: borrowing FileDescriptor, path: String
    ) throws(TensorFileError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= streamLimit {
            do throws(SystemError) {
                let chunk = try file.read(upTo: 1 << 16)
                if chunk.isEmpty { return bytes }
                bytes += chunk
            } catch {
                throw .readFailed(path: path, reason: error)
            }
        }
        throw .inputTooLong(path: path, limit: streamLimit)
    }
}
