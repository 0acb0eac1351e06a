/// Reads the headers of one format. A further format is one more of these and a case of `TensorFileFormat`.
protocol TensorFileReader {
    /// The tensors in file order, their elements unread, and the notes that the file carries.
    ///
    /// - Throws: `TensorFileError` for bytes that the format does not allow; never traps.
    static func read(_ source: ByteSource) throws(TensorFileError) -> (tensors: [StoredTensor], notes: [String: String])
}
