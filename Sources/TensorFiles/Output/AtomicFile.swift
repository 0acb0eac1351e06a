#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An output file that appears complete or not at all.
///
/// The bytes go to a file beside the target, which takes the target's name only in `commit()`. Before that, and
/// whatever fails, the old file is untouched; a value that ends without `commit()` leaves nothing behind.
/// A link is followed, and the permissions of an existing file are kept. What is no regular file (`/dev/null`, a
/// pipe, `/dev/stdout`) is written to directly.
public struct AtomicFile: ~Copyable {
    /// The target, as errors call it.
    public let path: String
    private var file: FileDescriptor
    /// The file beside the target and the target itself; nil when writing directly.
    private var pending: (temporary: String, target: String)?

    /// Writes all of `bytes` as the new content of the file at `path`.
    ///
    /// - Throws: `TensorFileError.cannotCreate`, `.writeFailed`.
    public static func write(_ bytes: [UInt8], to path: String) throws(TensorFileError) {
        var file = try AtomicFile(path: path)
        try file.write(bytes)
        try file.commit()
    }

    /// Begins a new content for the file at `path`.
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

    deinit {
        if let pending { TemporaryFile.remove(pending.temporary) }
    }

    /// Adds bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    public mutating func write(_ bytes: [UInt8]) throws(TensorFileError) {
        try write(bytes.span.bytes)
    }

    /// Adds bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(_ bytes: RawSpan) throws(TensorFileError) {
        do throws(SystemError) {
            try file.write(bytes)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Whether the bytes wait in a file beside the target, where they can still be changed.
    var isReplacement: Bool { pending != nil }

    /// Replaces bytes written before.
    ///
    /// - Precondition: `isReplacement`.
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(TensorFileError) {
        precondition(isReplacement, "bytes sent to \(path) cannot be changed")
        do throws(SystemError) {
            try file.write(bytes.span.bytes, at: offset)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Adds all bytes of another open file.
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

    /// Brings the bytes to the disk, then puts the new file in the place of the old one.
    ///
    /// - Throws: `TensorFileError.writeFailed`; the old file is then still there.
    public consuming func commit() throws(TensorFileError) {
        do throws(SystemError) {
            if pending != nil { try file.synchronize() }
            try file.close()
            if let files = pending {
                guard rename(files.temporary, files.target) == 0 else { throw .last }
                UnfinishedFiles.forget(files.temporary)
                pending = nil
            }
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }
}
