/// Reads the headers of one format. Adding a format takes a conforming type and a case of `TensorFileFormat`.
protocol TensorFileReader {
    /// The tensors and labels of the file; elements of binary formats are not read.
    ///
    /// - Throws: `TensorFileError` for bytes that are not of the format.
    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent
}

/// The content of a file of tensors.
struct TensorFileContent: Sendable {
    /// In file order.
    var tensors: [StoredTensor] = []
    var labels: [StoredLabels] = []
    /// Free text by name.
    var notes: [String: String] = [:]
    /// The reasons why some arrays cannot be read, by name; the other arrays can.
    var refusals: [String: TensorFileError] = [:]
    /// The tensor that is meant when no name is given; nil when there is none that stands out.
    var mainTensor: String?
    var readingNotes: [ReadingNote] = []
}
