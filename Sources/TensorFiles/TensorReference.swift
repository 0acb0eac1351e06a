/// A tensor named on a command line: `FILE` or `FILE:NAME`.
public struct TensorReference: Hashable, Sendable {
    public let path: String
    /// Nil for the only tensor of the file.
    public let name: String?

    public init(path: String, name: String? = nil) {
        self.path = path
        self.name = name
    }

    /// Splits `FILE:NAME`. File names and tensor names may both hold colons: the longest part before a colon that is
    /// an existing file is the file. Without one it is what comes before the last colon. `-` is the standard input.
    ///
    /// - Parameters:
    ///   - text: `FILE` or `FILE:NAME`.
    ///   - fileExists: whether a path is a file, by default asked of the operating system.
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
    /// - Parameter format: what the file is taken for; by default its content and its extension decide.
    /// - Throws: `TensorFileError`.
    public func open(format: TensorFileFormat? = nil) throws(TensorFileError) -> StoredTensor {
        try TensorFile.open(path, format: format).tensor(named: name)
    }

    /// Whether two paths lead to the same regular file, by whatever names and links.
    public static func isSameFile(_ one: String, _ other: String) -> Bool {
        guard let first = try? FileStatus.ofFile(at: one), first.kind == .regular else { return false }
        return (try? FileStatus.ofFile(at: other))?.identity == first.identity
    }

    /// Whether something is at `path`, links followed.
    public static func fileExists(_ path: String) -> Bool {
        guard let status = try? FileStatus.ofFile(at: path) else { return false }
        return status.kind != .directory
    }
}

extension TensorReference: CustomStringConvertible {
    public var description: String { name.map { "\(path):\($0)" } ?? path }
}
