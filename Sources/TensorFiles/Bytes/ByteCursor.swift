/// Reads numbers one after the other from a `ByteSource`; reading beyond the end throws.
struct ByteCursor {
    let source: ByteSource
    /// Where the next read begins, in bytes from the start.
    private(set) var offset: Int

    init(_ source: ByteSource, offset: Int = 0) {
        self.source = source
        self.offset = offset
    }

    /// How many bytes are left.
    var remaining: Int { max(0, source.count - offset) }

    /// Continues at another offset.
    mutating func skip(to offset: Int) { self.offset = offset }

    /// Reads one integer and moves past it.
    ///
    /// - Throws: `TensorFileError.truncated`, naming `place`.
    mutating func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type, _ order: ByteOrder, _ place: String
    ) throws(TensorFileError) -> Value {
        let range = try next(MemoryLayout<Value>.size, place)
        let stored = try source.withBytes(range, of: place) { (span) throws(TensorFileError) in
            span.unsafeLoadUnaligned(as: Value.self)
        }
        offset = range.upperBound
        return order == .little ? Value(littleEndian: stored) : Value(bigEndian: stored)
    }

    /// Reads `count` bytes and moves past them. Nothing is allocated before they are known to be there.
    ///
    /// - Throws: `TensorFileError.truncated`, naming `place`.
    mutating func bytes(_ count: Int, _ place: String) throws(TensorFileError) -> [UInt8] {
        let range = try next(count, place)
        let bytes = try source.bytes(range, of: place)
        offset = range.upperBound
        return bytes
    }

    private func next(_ count: Int, _ place: String) throws(TensorFileError) -> Range<Int> {
        guard count >= 0, offset >= 0, count <= remaining else {
            throw .truncated(path: source.path, place: place, offset: offset, expected: count, found: remaining)
        }
        return offset..<offset + count
    }
}
