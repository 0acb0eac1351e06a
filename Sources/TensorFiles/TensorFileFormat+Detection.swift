extension TensorFileFormat {
    /// The reader of this format.
    var reader: any TensorFileReader.Type {
        switch self {
        case .npy: NPYReader.self
        case .npz: NPZReader.self
        case .safetensors: SafetensorsReader.self
        case .csv, .tsv, .txt: CSVReader.self
        case .json: JSONReader.self
        }
    }

    /// The format of the bytes: by their content, else by the extension of the path.
    ///
    /// - Throws: `TensorFileError.unknownFormat`.
    static func detect(_ source: ByteSource) throws(TensorFileError) -> TensorFileFormat {
        if source.starts(with: NPYReader.magic) { return .npy }
        if ZIPArchive.magics.contains(where: source.starts) { return .npz }
        if SafetensorsReader.looksLike(source) { return .safetensors }
        // The extension comes before other formats that the content may look like: the length at the beginning of a damaged
        // safetensors file can have any bytes.
        let foreign = ForeignFormat(source)
        if let format = TensorFileFormat(path: source.path), foreign != .gitLFS,
            format.isText ? foreign == nil || ForeignFormat.isText(source) : foreign != .text
        {
            return format
        }
        throw .unknownFormat(path: source.path, found: foreign)
    }

    private var isText: Bool {
        switch self {
        case .npy, .npz, .safetensors: false
        case .csv, .tsv, .txt, .json: true
        }
    }
}
