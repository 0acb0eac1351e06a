import Tensors

/// A file of tensors: headers read and checked, elements read on demand.
///
/// ```swift
/// let file = try TensorFile.open("attentions.npy")
/// let head = try file.tensor().read(leading: [0, 3])
/// ```
public struct TensorFile: Sendable {
    /// The file, as errors call it.
    public let path: String
    public let format: TensorFileFormat
    /// In file order.
    public let tensors: [StoredTensor]
    /// The lists of tokens that the file carries: arrays of text in a NumPy archive, the first row and column of CSV
    /// (`x_tokens`, `y_tokens`), `tokens`, `x_tokens` and `y_tokens` in `__metadata__` of safetensors and in JSON.
    public let labels: [StoredLabels]
    /// The notes that the file carries (`__metadata__` of safetensors).
    public let notes: [String: String]
    /// The arrays of a NumPy archive that cannot be read, by name, each with the reason.
    public let refusals: [String: TensorFileError]

    /// Opens a file, or the standard input as `-`; its content decides the format, and its extension when the content
    /// is not decisive. A file must not be shortened while its tensors are in use: it is mapped, and the operating
    /// system then stops the program (SIGBUS). Replacing it by renaming, as `AtomicFile` does, is safe.
    ///
    /// - Parameters:
    ///   - path: the file, or `-`.
    ///   - format: what the file is taken for, whatever its content and name. Text from the standard input needs it.
    /// - Throws: `TensorFileError`.
    public static func open(
        _ path: String, format: TensorFileFormat? = nil
    ) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path), format: format)
    }

    /// Reads from bytes in memory or a source opened before.
    ///
    /// - Parameters:
    ///   - source: the bytes, and the path that errors name.
    ///   - format: what the bytes are taken for; by default content and path decide.
    /// - Throws: `TensorFileError`.
    public init(_ source: ByteSource, format: TensorFileFormat? = nil) throws(TensorFileError) {
        path = source.path
        if let format {
            self.format = format
        } else {
            self.format = try TensorFileFormat.detect(source)
        }
        let content = try self.format.reader.read(source)
        tensors = content.tensors
        labels = content.labels
        notes = content.notes
        refusals = content.refusals
    }

    /// The tensor with the name. When no name is given: the only tensor, or all tensors stacked, where their names
    /// differ in one number only.
    ///
    /// - Throws: `TensorFileError.noSuchTensor`, `.tensorChoiceNeeded`; both list what there is. The reason why the
    ///   named array, or the only one, cannot be read.
    public func tensor(named name: String? = nil) throws(TensorFileError) -> StoredTensor {
        if let name {
            // Two spellings of an accented letter are one text for Swift, and may be two names in a file.
            let exact = tensors.first { $0.name.utf8.elementsEqual(name.utf8) }
            if let tensor = exact ?? tensors.first(where: { $0.name == name }) { return tensor }
            if let reason = refusals[name] { throw reason }
            throw .noSuchTensor(path: path, name: name, available: tensors.map(\.summary))
        }
        if tensors.count == 1, let only = tensors.first { return only }
        if let stack = try stacked() { return stack }
        if tensors.isEmpty, let first = refusals.min(by: { $0.key < $1.key }) { throw first.value }
        throw .tensorChoiceNeeded(path: path, available: tensors.map(\.summary))
    }

    /// All tensors of the file stacked along a new first axis, in the order of the one number in which their names
    /// differ: `layer.0.attention` ... `layer.11.attention` are `layer.*.attention` of 12 layers, and layer 2 comes
    /// before layer 10.
    ///
    /// - Returns: nil when the file has fewer than two tensors, when they differ in shape or element type, or when their
    ///   names are not such a series.
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape` when the stack would be too large.
    public func stacked() throws(TensorFileError) -> StoredTensor? {
        guard let first = tensors.first, tensors.count > 1,
            tensors.allSatisfy({ $0.shape == first.shape && $0.elementType == first.elementType })
        else { return nil }
        guard let series = NumberedSeries(tensors.map(\.name)) else { return nil }
        return try StoredTensor(
            name: series.name, stacking: series.order.map { tensors[$0] }, like: first, path: path)
    }

    /// The list of tokens with the name.
    ///
    /// - Throws: `TensorFileError.noSuchLabels`, which lists what there is; `.malformed` for a damaged array.
    public func labels(named name: String) throws(TensorFileError) -> [String] {
        guard let labels = labels.first(where: { $0.name == name }) else {
            throw .noSuchLabels(path: path, name: name, available: labels.map(\.name))
        }
        return try labels.read()
    }

    /// The tokens of the keys and of the queries: `x_tokens` and `y_tokens`, else `tokens` for both. Nil where the
    /// file has none.
    ///
    /// - Throws: `TensorFileError.malformed` for a damaged array.
    public func axisLabels() throws(TensorFileError) -> (x: [String]?, y: [String]?) {
        func read(_ name: String) throws(TensorFileError) -> [String]? {
            try labels.first { $0.name == name }?.read()
        }
        let both = try read(LabelNames.both)
        return (try read(LabelNames.x) ?? both, try read(LabelNames.y) ?? both)
    }
}
