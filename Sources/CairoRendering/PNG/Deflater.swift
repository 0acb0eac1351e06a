import CZlib

/// Compresses bytes with zlib, piece by piece.
struct Deflater: ~Copyable {
    /// zlib keeps the address of this, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var compressed: [UInt8] = []

    /// - Parameter level: zlib's level, from 1 (fast) to 9 (small).
    /// - Returns: nil when out of memory.
    init?(level: Int32) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        buffer = .allocate(capacity: 1 << 16)
        // A negative window size: raw deflate, without the header of zlib.
        let status = deflateInit2_(
            stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { return nil }
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        buffer.deallocate()
    }

    /// - Parameter bytes: fewer than 4 GiB, which is how far zlib counts.
    mutating func add(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
        stream.pointee.next_in = bytes.baseAddress
        stream.pointee.avail_in = uInt(clamping: bytes.count)
        run(Z_NO_FLUSH)
    }

    /// Ends at a whole byte.
    ///
    /// - Parameter isLast: whether no other piece of the stream follows
    mutating func finish(isLast: Bool) {
        stream.pointee.avail_in = 0
        run(isLast ? Z_FINISH : Z_SYNC_FLUSH)
    }

    private mutating func run(_ flush: Int32) {
        repeat {
            stream.pointee.next_out = buffer.baseAddress
            stream.pointee.avail_out = uInt(buffer.count)
            deflate(stream, flush)
            compressed.append(contentsOf: buffer.prefix(buffer.count - Int(stream.pointee.avail_out)))
            // A full buffer may leave output pending. The only other result is Z_BUF_ERROR, which means that none was.
        } while stream.pointee.avail_out == 0
    }
}
