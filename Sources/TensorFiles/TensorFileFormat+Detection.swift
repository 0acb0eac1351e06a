extension TensorFileFormat {
    /// What reads the headers of files of this format.
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
        let foreign = ForeignFormat(source)
        if let format = TensorFileFormat(path: source.path), foreign != .gitLFS,
            format.isText || foreign != .text
        {
            return format
        }
        throw .unknownFormat(path: source.path, found: foreign)
    }

    private var isText: Bool {
        switch self {
        case .npy, .npz, .safetensors: false
        case .csv, .tsv, .json: true
        }
    }
}
