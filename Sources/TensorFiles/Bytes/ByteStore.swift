/// Bytes that can be read by range: of a file, of memory, or of a compressed member of an archive.
protocol ByteStore: Sendable {
    /// What errors call these bytes.
    var path: String { get }
    /// In bytes.
    var count: Int { get }

    /// Whether the bytes of a range are looked at where they lie: any part costs what it is long, and no memory.
    var isInPlace: Bool { get }

    /// Calls `body` with the bytes of `range`.
    ///
    /// - Throws: `TensorFileError.truncated`, naming `place`, when the range is not inside the bytes; whatever else is
    ///   wrong with them.
    func withBytes<Result>(
        _ range: Range<Int>, of place: String, _ body: (RawSpan) throws(TensorFileError) -> Result
    ) throws(TensorFileError) -> Result

    /// Frees the memory that the bytes of a range take since they were looked at, where they can be had again.
    func forget(_ range: Range<Int>)

    /// Compares all bytes with the checksum that came with them, if there is one. For those who read all bytes anyway.
    ///
    /// - Throws: `TensorFileError.malformed`.
    func verify() throws(TensorFileError)
}

extension ByteStore {
    /// A copy of the bytes of `range`.
    ///
    /// - Throws: as `withBytes`.
    func bytes(_ range: Range<Int>, of place: String) throws(TensorFileError) -> [UInt8] {
        try withBytes(range, of: place) { (span) throws(TensorFileError) in span.withUnsafeBytes { [UInt8]($0) } }
    }
}
