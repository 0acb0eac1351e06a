/// A list of tokens inside a file of tensors.
///
/// NumPy archives hold them as arrays of text, safetensors in `__metadata__`, JSON as lists, CSV as first row and column.
public struct StoredLabels: Sendable {
    public let name: String
    /// The number of tokens.
    public let count: Int
    private let storage: Storage

    private enum Storage: Sendable {
        case tokens([String])
        case encoded(EncodedTexts)
    }

    init(name: String, tokens: [String]) {
        self.name = name
        count = tokens.count
        storage = .tokens(tokens)
    }

    init(name: String, texts: EncodedTexts) {
        self.name = name
        count = texts.count
        storage = .encoded(texts)
    }

    /// The tokens, unchanged.
    ///
    /// - Throws: `TensorFileError.malformed` when an array of NumPy holds no text or is damaged.
    public func read() throws(TensorFileError) -> [String] {
        switch storage {
        case .tokens(let tokens): tokens
        case .encoded(let texts): try texts.read()
        }
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
    static let all = [both, x, y]
}
