/// The formats that can be read.
public enum TensorFileFormat: Sendable, CaseIterable {
    /// One array of NumPy.
    case npy
    /// Named tensors, as Hugging Face stores them.
    case safetensors

    /// Without the dot.
    public var fileExtension: String {
        switch self {
        case .npy: "npy"
        case .safetensors: "safetensors"
        }
    }

    var reader: any TensorFileReader.Type {
        switch self {
        case .npy: NPYReader.self
        case .safetensors: SafetensorsReader.self
        }
    }

    /// The format of the bytes: by its content, else by the extension of the path.
    ///
    /// - Throws: `TensorFileError.unknownFormat`.
    static func detect(_ source: ByteSource) throws(TensorFileError) -> TensorFileFormat {
        if source.starts(with: NPYReader.magic) { return .npy }
        if SafetensorsReader.looksLike(source) { return .safetensors }
        // Before the foreign formats: a damaged safetensors file begins with a length, which may look like anything.
        let end = fileName(source.path).split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        if let format = allCases.first(where: { $0.fileExtension == end.lowercased() }) { return format }
        throw .unknownFormat(path: source.path, found: ForeignFormat(source))
    }
}

extension TensorFileFormat: CustomStringConvertible {
    public var description: String {
        switch self {
        case .npy: "NumPy array"
        case .safetensors: "safetensors"
        }
    }
}

/// The part of a path after the last slash.
func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}
