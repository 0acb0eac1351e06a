/// A tensor of a file, written `FILE` or `FILE:NAME`.
public struct TensorReference: Hashable, Sendable {
    public let path: String
    /// The name of the tensor; nil for the only one of the file.
    public let name: String?

    public init(path: String, name: String? = nil) {
        self.path = path
        self.name = name
    }

    /// Splits `FILE:NAME`. Both parts may contain colons: the file is the longest part before a colon that is an existing
    /// file, or else everything before the last colon. `-` is the standard input.
    ///
    /// - Parameters:
    ///   - text: `FILE` or `FILE:NAME`.
    ///   - fileExists: whether a path is an existing file; by default as the operating system says.
    public init(_ text: String, fileExists: (String) -> Bool = TensorReference.fileExists) {
        let colons = text.indices.filter { text[$0] == ":" && text.index(after: $0) < text.endIndex }.reversed()
        let splits = colons.filter { $0 > text.startIndex }.map { colon in
            TensorReference(path: String(text[..<colon]), name: String(text[text.index(after: colon)...]))
        }
        if splits.isEmpty || fileExists(text) {
            self.init(path: text)
        } else {
            self = splits.first { fileExists($0.path) || $0.path == ByteSource.standardInput } ?? splits[0]
        }
    }

    /// Opens the file and finds the tensor.
    ///
    /// - Parameter format: the format; nil to detect it from content and extension.
    /// - Throws: `TensorFileError`.
    public func open(format: TensorFileFormat? = nil) throws(TensorFileError) -> StoredTensor {
        try TensorFile.open(path, format: format).tensor(named: name)
    }

    /// Whether `path` exists and is not a folder, symbolic links followed.
    public static func fileExists(_ path: String) -> Bool {
        guard let status = try? FileStatus.ofFile(at: path) else { return false }
        return status.kind != .directory
    }
}

extension TensorReference: CustomStringConvertible {
    public var description: String { name.map { "\(path):\($0)" } ?? path }
}
