/// The formats that can be read.
public enum TensorFileFormat: String, Sendable, CaseIterable {
    /// One array of NumPy.
    case npy
    /// Several arrays of NumPy, stored or deflated.
    case npz
    /// Named tensors, as Hugging Face stores them.
    case safetensors
    /// A matrix in text, its cells separated by commas, semicolons or tabs.
    case csv
    /// A matrix in text, its cells separated by tabs.
    case tsv
    /// Nested lists of numbers, or an object that holds them.
    case json

    /// Without the dot.
    public var fileExtension: String { rawValue }

    var reader: any TensorFileReader.Type {
        switch self {
        case .npy: NPYReader.self
        case .npz: NPZReader.self
        case .safetensors: SafetensorsReader.self
        case .csv: CSVReader.self
        case .tsv: TSVReader.self
        case .json: JSONReader.self
        }
    }

    /// The format of the bytes: by its content, else by the extension of the path.
    ///
    /// - Throws: `TensorFileError.unknownFormat`.
    static func detect(_ source: ByteSource) throws(TensorFileError) -> TensorFileFormat {
        if source.starts(with: NPYReader.magic) { return .npy }
        if ZIPArchive.magics.contains(where: source.starts) { return .npz }
        if SafetensorsReader.looksLike(source) { return .safetensors }
        // Before the foreign formats: a damaged safetensors file begins with a length, which may look like anything.
        if let format = TensorFileFormat(path: source.path) { return format }
        throw .unknownFormat(path: source.path, found: ForeignFormat(source))
    }

    /// The format that the extension of the path stands for, if it does.
    init?(path: String) {
        let end = fileName(path).split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        self.init(rawValue: end.lowercased())
    }
}

extension TensorFileFormat: CustomStringConvertible {
    public var description: String {
        switch self {
        case .npy: "NumPy array"
        case .npz: "NumPy archive"
        case .safetensors: "safetensors"
        case .csv: "comma-separated values"
        case .tsv: "tab-separated values"
        case .json: "JSON"
        }
    }
}

/// The part of a path after the last slash.
func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
}

/// What a tensor without a name is called: the file's name up to its first dot.
func stem(_ path: String) -> String {
    fileName(path).split(separator: ".").first.map(String.init) ?? "array"
}
