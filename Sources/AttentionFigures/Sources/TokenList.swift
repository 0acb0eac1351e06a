import Attention
import TensorFiles
import Tensors

/// Tokens, with a name for error messages.
public struct TokenList: Hashable, Sendable {
    public let tokens: [String]
    /// The name of the list in errors, such as the path of its file.
    public let name: String

    public init(_ tokens: [String], name: String = "tokens") {
        self.tokens = tokens
        self.name = name
    }

    /// Reads the tokens of a file: one per line, a JSON list, an array of strings, or `FILE.npz:NAME`.
    ///
    /// - Throws: `TensorFileError`.
    public init(contentsOf text: String) throws {
        let reference = TensorReference(text)
        if let list = reference.name {
            self.init(try TensorFile.open(reference.path).labels(named: list), name: text)
        } else {
            self.init(try TokenLabels.read(text), name: text)
        }
    }
}

extension TokenList {
    /// The tokens of queries in a list of the tokens of all keys; the same list if it has another length.
    func taking(_ queries: NamedAxis, of keys: NamedAxis) -> TokenList {
        guard tokens.count == keys.positions.count, queries.positions.count < tokens.count,
            queries.positions.allSatisfy(tokens.indices.contains)
        else { return self }
        return TokenList(queries.positions.map { tokens[$0] }, name: name)
    }
}

extension WeightAxes {
    /// The axes with tokens as labels of queries and keys; nil keeps the labels of an axis.
    ///
    /// - Throws: `WeightsError.tokenCount` unless there is one token for each position.
    public func labelled(queries: TokenList? = nil, keys: TokenList? = nil) throws(WeightsError) -> WeightAxes {
        var axes = self
        if let keys { axes.keys = try Self.labelled(self.keys, by: keys) }
        if let queries { axes.queries = try Self.labelled(self.queries, by: queries) }
        return axes
    }

    private static func labelled(_ axis: NamedAxis, by list: TokenList) throws(WeightsError) -> NamedAxis {
        guard list.tokens.count == axis.positions.count else {
            throw .tokenCount(
                list: list.name, axis: axis.name, expected: axis.positions.count, found: list.tokens.count)
        }
        return NamedAxis(name: axis.name, positions: axis.positions, labels: list.tokens)
    }
}
