/// Reads files of tokens, the labels of the axes of a figure.
public enum TokenLabels {
    /// Reads a `.json` file, a list of strings; an `.npy` file, an array of text, or of the numbers of tokens; or text with one
    /// token a line. Several lists, one for each entry of a batch, are read one after the other.
    ///
    /// In text a final newline adds no token, CRLF ends a line like LF, an empty line is an empty token, and a byte
    /// order mark is dropped. Tokens are kept as they are otherwise, spaces included.
    ///
    /// - Throws: `TensorFileError.malformed` naming the place, `.tooMuch` for more than `FileLimits` allow,
    ///   `.unsupportedElements` for an array of something else, or what `ByteSource` throws.
    public static func read(_ path: String) throws(TensorFileError) -> [String] {
        try read(ByteSource(path: path))
    }

    /// As `read(_:)`, with the lists of the entries of a batch apart: JSON may be a list of lists, and an array have two axes.
    ///
    /// - Throws: as `read(_:)`.
    public static func readLists(_ path: String) throws(TensorFileError) -> [[String]] {
        try labels(ByteSource(path: path)).readLists()
    }

    /// As `read(_:)` for a path. Arrays are recognised by their content, JSON by the extension of the path.
    ///
    /// - Throws: as `read(_:)`.
    public static func read(_ source: ByteSource) throws(TensorFileError) -> [String] { try labels(source).read() }

    private static func labels(_ source: ByteSource) throws(TensorFileError) -> StoredLabels {
        let name = stem(source.path)
        if source.starts(with: NPYReader.magic) { return try array(source) }
        let bytes = try source.contents(atMost: FileLimits.tokenBytes, of: "bytes of tokens")
        if source.path.lowercased().hasSuffix(".json") {
            var parser = JSONParser(
                bytes, path: source.path, advice: "write a JSON list of strings, as in [\"the\", \"cat\"]")
            let labels = try parser.labels(named: name, "a JSON list of strings")
            try parser.end()
            return labels
        }
        let text = bytes.dropFirst(bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
        return try TokenLines.labels(text, name: name, path: source.path)
    }

    private static func array(_ source: ByteSource) throws(TensorFileError) -> StoredLabels {
        let (header, offset) = try NPYReader.header(source)
        let texts = try NPYText.texts(header, name: stem(source.path), data: offset..<source.count, store: source)
        if let texts { return StoredLabels(name: stem(source.path), texts: texts) }
        let tensor = try? NPYReader.read(source, ReadingOptions()).tensors.first
        guard let tensor, tensor.holdsWholeNumbers else {
            throw .malformed(
                path: source.path, place: "header", expected: "an array of text",
                found: "elements of \(quoted(header.descr))", advice: "save numpy.array(tokens)")
        }
        return StoredLabels(tensor)
    }
}
