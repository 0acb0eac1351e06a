/// The limits of what is read into memory as a whole. Arrays of binary formats have none, as they are read by parts.
public enum FileLimits {
    /// The longest table or JSON file, in bytes: 1 GiB.
    public static let textBytes = 1 << 30
    /// The longest file of tokens or of texts for cells, in bytes: 256 MiB.
    public static let tokenBytes = 1 << 28
    /// The longest picture, in bytes: 1 GiB.
    public static let pictureBytes = 1 << 30
    /// The most tokens of a list, those of all entries of a batch together, and the most texts for cells: 2^20.
    public static let tokens = 1 << 20
    /// The longest header of an array of NumPy, in bytes: 64 KiB. Those of arrays of numbers have at most 10,000.
    static let headerBytes = 1 << 16
}

extension ByteSource {
    /// All bytes, copied to memory.
    ///
    /// - Parameters:
    ///   - limit: the most bytes; longer files are refused before anything is allocated.
    ///   - content: what the bytes are, in the error.
    ///   - advice: what to do instead.
    /// - Throws: `TensorFileError.tooMuch`.
    public func contents(
        atMost limit: Int, of content: String = "bytes", advice: String? = nil
    ) throws(TensorFileError) -> [UInt8] {
        guard count <= limit else {
            throw .tooMuch(path: path, content: content, limit: limit, found: count, advice: advice)
        }
        let bytes = try bytes(0..<count, of: "file")
        // The copy takes the place of the pages that were read.
        forget(0..<count)
        return bytes
    }
}
