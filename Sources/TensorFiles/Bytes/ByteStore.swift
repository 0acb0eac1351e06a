/// Bytes that can be read by range: of a file, of memory, or of a compressed member of an archive.
protocol ByteStore: Sendable {
    /// The path in error messages.
    var path: String { get }
    /// In bytes.
    var count: Int { get }

    /// Whether a range is read without a copy and without reading the bytes before it.
    var isInPlace: Bool { get }

    /// Calls `body` with the bytes of `range`.
    ///
    /// - Throws: `TensorFileError.truncated`, naming `place`, when the range is not inside the bytes; whatever else is
    ///   wrong with them.
    func withBytes<Result>(
        _ range: Range<Int>, of place: String, _ body: (RawSpan) throws(TensorFileError) -> Result
    ) throws(TensorFileError) -> Result

    /// Frees the memory of a range that has been read, where the operating system can read the bytes again.
    func forget(_ range: Range<Int>)

    /// Compares all bytes with their checksum, if the format has one. Reads all bytes.
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
