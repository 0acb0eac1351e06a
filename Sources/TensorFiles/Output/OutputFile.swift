#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// An output file whose bytes can be overwritten until it is finished.
///
/// For a regular target this is the temporary file beside it. For a device, a pipe or an open descriptor, where bytes
/// cannot be overwritten, they are collected in an unnamed temporary file and copied to the target in `finish()`.
struct OutputFile: ~Copyable {
    private var file: AtomicFile
    private let spool: FileDescriptor?
    /// The file that is written to, in error messages.
    private let path: String

    /// - Parameter rewrites: whether `overwrite` will be called.
    /// - Throws: `TensorFileError.cannotCreate`.
    init(path: String, rewrites: Bool) throws(TensorFileError) {
        let file = try AtomicFile(path: path)
        let isSpooled = rewrites && !file.isReplacement
        // A full or missing folder for temporary files is no fault of the target.
        let path = isSpooled ? TemporaryFile.commonPath : path
        do throws(SystemError) {
            spool = isSpooled ? try TemporaryFile.unnamed() : nil
        } catch {
            throw .cannotCreate(path: path, reason: error)
        }
        self.path = path
        self.file = file
    }

    /// Appends bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(_ bytes: RawSpan) throws(TensorFileError) {
        guard spool != nil else { return try file.write(bytes) }
        do throws(SystemError) {
            try spool?.write(bytes)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// Appends bytes.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(_ bytes: [UInt8]) throws(TensorFileError) { try write(bytes.span.bytes) }

    /// Appends the elements as little-endian bytes, and calls `body` with the same bytes. On big-endian machines they are
    /// converted in parts, with a call for each.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func write(
        littleEndian elements: UnsafeBufferPointer<Float>, _ body: (RawSpan) -> Void
    ) throws(TensorFileError) {
        if ByteOrder.ofMachine == .little {
            let bytes = UnsafeRawBufferPointer(elements)
            body(bytes.bytes)
            return try write(bytes.bytes)
        }
        let step = 1 << 14
        for start in stride(from: 0, to: elements.count, by: step) {
            let words = elements[start..<min(start + step, elements.count)].map(\.bitPattern.littleEndian)
            body(words.span.bytes)
            try write(words.span.bytes)
        }
    }

    /// Overwrites bytes.
    ///
    /// - Precondition: the file was made with `rewrites`.
    /// - Throws: `TensorFileError.writeFailed`.
    mutating func overwrite(_ bytes: [UInt8], at offset: Int) throws(TensorFileError) {
        guard spool != nil else { return try file.overwrite(bytes, at: offset) }
        do throws(SystemError) {
            try spool?.write(bytes.span.bytes, at: offset)
        } catch {
            throw .writeFailed(path: path, reason: error)
        }
    }

    /// The complete file, to be committed.
    ///
    /// - Throws: `TensorFileError.writeFailed`.
    consuming func finish() throws(TensorFileError) -> AtomicFile {
        if let spool { try file.write(contentsOf: spool) }
        return file
    }
}
