import Attention
import TensorFiles
import Tensors

/// Tokens, with a name for error messages.
public struct TokenList: Hashable, Sendable {
    public let tokens: [String]
    /// A list of tokens for each entry of a batch; nil for a single list.
    public private(set) var entries: [[String]]?
    /// The name of the list in errors, such as the path of its file.
    public let name: String

    public init(_ tokens: [String], name: String = "tokens") {
        self.tokens = tokens
        self.name = name
    }

    /// The lists of the entries of a batch; a single list is that of all of them.
    public init(entries: [[String]], name: String = "tokens") {
        self.init(entries.first ?? [], name: name)
        if entries.count != 1 { self.entries = entries }
    }

    /// Reads the tokens of a file: one per line, a JSON list, an array of strings, or `FILE.npz:NAME`; a list of lists, or an
    /// array with two axes, has tokens for each entry of a batch.
    ///
    /// - Throws: `TensorFileError`.
    public init(contentsOf text: String) throws {
        let reference = TensorReference(text)
        if let list = reference.name {
            self.init(entries: try TensorFile.open(reference.path).labelLists(named: list), name: text)
        } else {
            self.init(entries: try TokenLabels.readLists(text), name: text)
        }
    }
}

extension TokenList {
    /// The tokens of queries in a list of the tokens of all keys; the same list if it has another length.
    func taking(_ queries: NamedAxis, of keys: NamedAxis) -> TokenList {
        let lists = entries ?? [tokens]
        let keyCount = keys.positions.count
        guard lists.allSatisfy({ $0.count == keyCount }), queries.positions.count < keyCount,
            queries.positions.allSatisfy((0..<keyCount).contains)
        else { return self }
        return TokenList(entries: lists.map { list in queries.positions.map { list[$0] } }, name: name)
    }
}

extension WeightAxes {
    /// Whether each query has the token of the key at its position.
    var haveTokensOfKeys: Bool {
        guard let tokens = queries.labels, let all = keys.labels else { return false }
        let byPosition = Dictionary(zip(keys.positions, all)) { first, _ in first }
        return zip(queries.positions, tokens).allSatisfy { byPosition[$0] == $1 }
    }

    /// The axes with tokens as labels of queries and keys; nil keeps the labels of an axis.
    ///
    /// - Throws: `WeightsError.tokenCount` unless there is one token for each position, `.tokenEntries` unless there is one
    ///   list for each entry of the batch.
    public func labelled(queries: TokenList? = nil, keys: TokenList? = nil) throws(WeightsError) -> WeightAxes {
        var axes = self
        // The tokens of a text and one row of weights, as of the last token: they are those of the keys.
        let isOfKeys =
            queryCount == 1 && keyCount > 1 && queries == keys
            && queries.map { ($0.entries ?? [$0.tokens]).allSatisfy { $0.count == keyCount } } == true
        let queries = isOfKeys ? nil : queries
        if let keys { axes.keys = try labelled(self.keys, by: keys) }
        if let queries { axes.queries = try labelled(self.queries, by: queries) }
        return axes
    }

    private func labelled(_ axis: NamedAxis, by list: TokenList) throws(WeightsError) -> NamedAxis {
        func check(_ tokens: [String], _ name: String) throws(WeightsError) {
            guard tokens.count == axis.positions.count else {
                throw .tokenCount(list: name, axis: axis.name, expected: axis.positions.count, found: tokens.count)
            }
        }
        var labelled = NamedAxis(name: axis.name, positions: axis.positions, labels: list.tokens)
        if let entries = list.entries {
            let batch = leading.first { $0.name == "batch" }?.positions.count
            guard entries.count == batch else {
                throw .tokenEntries(list: list.name, expected: batch, found: entries.count)
            }
            for (index, entry) in entries.enumerated() { try check(entry, "\(list.name), batch \(index)") }
            if Set(entries).count > 1 { (labelled.labels, labelled.batchLabels) = (nil, entries) }
        } else {
            try check(list.tokens, list.name)
        }
        return labelled
    }
}
