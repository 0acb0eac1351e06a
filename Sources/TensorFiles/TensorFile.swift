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
    /// The notes that the file carries (`__metadata__` of safetensors).
    public let notes: [String: String]

    /// Opens a file; its content decides the format, and its extension when the content is not decisive.
    ///
    /// - Throws: `TensorFileError`.
    public static func open(_ path: String) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path))
    }

    /// Reads from bytes in memory or a source opened before.
    ///
    /// - Throws: `TensorFileError`.
    public init(_ source: ByteSource) throws(TensorFileError) {
        path = source.path
        format = try TensorFileFormat.detect(source)
        (tensors, notes) = try format.reader.read(source)
    }

    /// The tensor with the name, or the only one when no name is given.
    ///
    /// - Throws: `TensorFileError.noSuchTensor`, `.tensorChoiceNeeded`; both list what there is.
    public func tensor(named name: String? = nil) throws(TensorFileError) -> StoredTensor {
        if let name {
            guard let tensor = tensors.first(where: { $0.name == name }) else {
                throw .noSuchTensor(path: path, name: name, available: tensors.map(\.summary))
            }
            return tensor
        }
        guard tensors.count == 1, let only = tensors.first else {
            throw .tensorChoiceNeeded(path: path, available: tensors.map(\.summary))
        }
        return only
    }
}
