import CZlib

/// Decompresses raw deflate data, piece by piece.
struct Inflater: ~Copyable {
    /// Allocated, because zlib keeps its address.
    private let stream: UnsafeMutablePointer<z_stream>
    private let source: ByteSource
    /// The number of compressed bytes consumed.
    private(set) var consumed = 0
    /// Whether the end mark of the compressed data has been read.
    private(set) var isFinished = false

    /// - Throws: `TensorFileError.readFailed` when there is no memory for it.
    init(_ source: ByteSource) throws(TensorFileError) {
        self.source = source
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative window bits: raw deflate as in ZIP, without the header of zlib.
        let status = inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deinitialize(count: 1)
            stream.deallocate()
            throw .readFailed(path: source.path, reason: .outOfMemory)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// The next bytes, at least one and at most `count`; none at the end.
    ///
    /// - Throws: `TensorFileError.malformed`, `.truncated`.
    mutating func next(upTo count: Int) throws(TensorFileError) -> [UInt8] {
        while !isFinished {
            // In pieces, as zlib counts its input in 32 bits.
            let input = consumed..<min(consumed + 1 << 18, source.count)
            var status = Z_OK
            var rest = 0
            let output = try source.withBytes(input, of: "deflated data") { (span) throws(TensorFileError) in
                span.withUnsafeBytes { compressed in
                    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
                        // zlib does not write to its input, although the type is mutable.
                        stream.pointee.next_in = UnsafeMutablePointer(
                            mutating: compressed.bindMemory(to: UInt8.self).baseAddress)
                        stream.pointee.avail_in = uInt(compressed.count)
                        stream.pointee.next_out = buffer.baseAddress
                        stream.pointee.avail_out = uInt(clamping: count)
                        status = inflate(stream, Z_NO_FLUSH)
                        rest = Int(stream.pointee.avail_in)
                        initialized = count - Int(stream.pointee.avail_out)
                    }
                }
            }
            consumed += input.count - rest
            isFinished = status == Z_STREAM_END
            guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                throw .malformed(
                    path: source.path, place: "deflated data at byte \(consumed)", expected: "a valid code",
                    found: "damage", advice: "fetch or save the file again")
            }
            if !output.isEmpty { return output }
            if !isFinished, consumed == source.count {
                throw .malformed(
                    path: source.path, place: "deflated data", expected: "an end mark",
                    found: "the end of its \(source.count) bytes", advice: "fetch or save the file again")
            }
        }
        return []
    }
}
