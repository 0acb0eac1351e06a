/// Reads the headers of one format. A further format is one more of these and a case of `TensorFileFormat`.
protocol TensorFileReader {
    /// What the file holds, the elements of binary formats unread.
    ///
    /// - Throws: `TensorFileError` for bytes that the format does not allow; never traps.
    static func read(_ source: ByteSource) throws(TensorFileError) -> TensorFileContent
}

/// What a reader finds in a file.
struct TensorFileContent: Sendable {
    /// In file order.
    var tensors: [StoredTensor] = []
    var labels: [StoredLabels] = []
    /// Free text by name.
    var notes: [String: String] = [:]
    /// Arrays that cannot be read, by name, each with the reason: they do not keep the others from being read.
    var refusals: [String: TensorFileError] = [:]
}
