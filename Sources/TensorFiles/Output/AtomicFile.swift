import CProcess

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An output file that replaces the old one atomically.
///
/// The bytes are written to a temporary file beside the target, which is renamed to the target in `commit()`. Until then, and
/// when anything fails, the old file is unchanged; the temporary file is removed when the value is destroyed without
/// `commit()`. Symbolic links are followed, and the permissions of an existing file are kept. Targets that are not regular
/// files (`/dev/null`, a pipe, `/dev/stdout`) are written directly.
public struct AtomicFile: ~Copyable {
    /// The path in error messages.
    public let path: String
    private var file: FileDescriptor
    /// The temporary file and the target; nil when writing directly.
    private var pending: (temporary: String, target: String)?
    private var isSealed = false

    /// Replaces the content of the file at `path` with `bytes`.
    ///
    /// - Throws: `TensorFileError.cannotCreate`, `.writeFailed`.
    public static func write(_ bytes: [UInt8], to path: String) throws(TensorFileError) {
        var file = try AtomicFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Creates the temporary file for `path`, or opens a target that is not a regular file.
    ///
    /// - Throws: `TensorFileError.cannotCreate`.
    public init(path: String) throws(TensorFileError) {
        self.path = path
        do throws(SystemError) {
            switch try OutputTarget(path: path) {
            case .descriptor(let number):
                file = try FileDescriptor.duplicate(of: number)
                pending = nil
            case .device(let target):
                file = try FileDescriptor.open(target, flags: O_WRONLY)
                pending = nil
            case .regular(let target, let status):
                let temporary = try TemporaryFile(beside: target, replacing: status)
                pending = (temporary.path, target)
                file = temporary.file
            }
        } catch {
            throw .cannotCreate(path: path, reason: error)
        }
    }

    /// Checks that the file at `path` can be created, before the work whose result it will hold.
    ///
    /// - Throws: `TensorFileError.cannotCreate`.
    public static func check(_ path: String) throws(TensorFileError) {
        do throws(SystemError) {
            // A pipe is not opened, as its reader would see it end.
            guard case .regular(let target, let status) = try OutputTarget(path: path) else { return }
            UnfinishedFiles.remove(try TemporaryFile(beside: target, replacing: status).path)
        } catch {
            throw .cannotCreate(path: path, reason: error)
        }
    }

    deinit {
        if let pending { UnfinishedFiles.remove(pending.temporary) }
    }

    /// Appends bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    public mutating func write(_ bytes: [UInt8]) throws(TensorFileError) {
        try write(bytes.span.bytes)
    }

    /// Appends bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(_ bytes: RawSpan) throws(TensorFileError) {
        do throws(SystemError) {
            try file.write(bytes)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Whether the bytes go to a temporary file, where they can be overwritten before `commit()`.
    var isReplacement: Bool { pending != nil }

    /// Overwrites bytes.
    ///
    /// - Precondition: `isReplacement`.
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(TensorFileError) {
        precondition(isReplacement, "bytes written to \(path) cannot be overwritten")
        do throws(SystemError) {
            try file.write(bytes.span.bytes, at: offset)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Appends all bytes of another open file.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(contentsOf other: borrowing FileDescriptor) throws(TensorFileError) {
        do throws(SystemError) {
            var offset = 0
            while true {
                let bytes = try other.read(upTo: 1 << 16, at: offset)
                if bytes.isEmpty { return }
                try file.write(bytes.span.bytes)
                offset += bytes.count
            }
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Flushes the bytes to the disk and closes the file, once. Nothing can be written after that.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func seal() throws(TensorFileError) {
        guard !isSealed else { return }
        do throws(SystemError) {
            if pending != nil { try file.synchronize() }
            try file.close()
            isSealed = true
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// The renaming of a sealed file that is left to do; nil for a target that is no regular file. The temporary file is no
    /// longer removed by this value.
    consuming func replacement() -> FileReplacement? {
        guard let files = pending else { return nil }
        pending = nil
        return FileReplacement(path: path, temporary: files.temporary, target: files.target)
    }

    /// Flushes the bytes to the disk, then renames the temporary file to the target.
    ///
    /// - Throws: `TensorFileError.writeFailed`; the old file is then unchanged.
    public consuming func commit() throws(TensorFileError) {
        try seal()
        guard let replacement = replacement() else { return }
        try FileReplacement.commit([replacement])
    }
}
