import Tensors

/// A list of tokens inside a file of tensors.
///
/// NumPy archives hold them as arrays of text, safetensors in `__metadata__`, JSON as lists, CSV as first row and column.
public struct StoredLabels: Sendable {
    public let name: String
    /// The number of tokens, of all lists together.
    public let count: Int
    /// The number of lists where there is one for each entry of a batch; nil for a single list.
    public let listCount: Int?
    private let storage: Storage

    private enum Storage: Sendable {
        case lists([[String]])
        /// More tokens than are read, of the file at `path`.
        case counted(path: String)
        case encoded(EncodedTexts)
        case numbers(StoredTensor)
    }

    init(name: String, tokens: [String]) {
        self.name = name
        count = tokens.count
        listCount = nil
        storage = .lists([tokens])
    }

    /// One list for each entry of a batch.
    init(name: String, lists: [[String]]) {
        self.name = name
        count = lists.reduce(0) { $0 + $1.count }
        listCount = lists.count
        storage = .lists(lists)
    }

    /// A list of more tokens than `FileLimits.tokens`, which have been counted and not kept.
    init(name: String, count: Int, path: String) {
        self.name = name
        self.count = count
        listCount = nil
        storage = .counted(path: path)
    }

    /// The numbers of tokens, (tokens) or (batch, tokens).
    ///
    /// - Precondition: the tensor is of whole numbers and has one or two axes.
    init(_ tensor: StoredTensor) {
        name = tensor.name
        count = tensor.shape.count
        listCount = tensor.shape.rank > 1 ? tensor.shape.dimensions[0] : nil
        storage = .numbers(tensor)
    }

    init(name: String, texts: EncodedTexts) {
        self.name = name
        count = texts.count
        listCount = texts.listCount
        storage = .encoded(texts)
    }

    /// The tokens, unchanged; several lists one after the other.
    ///
    /// - Throws: `TensorFileError.tooMuch` for more than `FileLimits.tokens`; `.malformed` when an array of NumPy holds no text
    ///   or is damaged.
    public func read() throws(TensorFileError) -> [String] { Array(try readLists().joined()) }

    /// The lists of tokens: a single one, or one for each entry of a batch.
    ///
    /// - Throws: as `read()`.
    public func readLists() throws(TensorFileError) -> [[String]] {
        // The count in a header is checked before anything is inflated: a few bytes can stand for many tokens.
        func check(_ path: String) throws(TensorFileError) {
            guard count > FileLimits.tokens else { return }
            throw .tooMuch(
                path: path, content: "tokens in \(quoted(name))", limit: FileLimits.tokens, found: count, advice: nil)
        }
        switch storage {
        case .lists(let lists): return lists
        case .counted(let path):
            try check(path)
            return []
        case .encoded(let texts):
            try check(texts.store.path)
            return split(try texts.read())
        case .numbers(let tensor):
            try check(tensor.path)
            // Numbers of tokens are far below 2^24, up to which a Float is exact.
            return split(try tensor.read().elements.map { DecimalText.general(Double($0), digits: 9) })
        }
    }

    private func split(_ tokens: [String]) -> [[String]] {
        guard let listCount, listCount > 0 else { return [tokens] }
        let length = tokens.count / listCount
        return (0..<listCount).map { Array(tokens[$0 * length..<($0 + 1) * length]) }
    }
}

/// The names of lists of tokens in files.
enum LabelNames {
    /// Of both axes.
    static let both = "tokens"
    /// Of the keys.
    static let x = "x_tokens"
    /// Of the queries.
    static let y = "y_tokens"
    /// Other names of those of the keys and of the queries.
    static let keys = "key_tokens"
    static let queries = "query_tokens"
    static let all = [both, x, y, keys, queries]
    /// Names of those of the keys, and of the queries, that are used where they fit.
    static let sources = ["src_tokens", "source_tokens", "x_labels", "key_labels", "src_words", "source_words"]
    static let targets = ["tgt_tokens", "target_tokens", "y_labels", "query_labels", "tgt_words", "target_words"]
}
