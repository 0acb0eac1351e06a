/// The columns of a table with one weight a row, found by their names.
struct LongTableColumns {
    /// What a column holds.
    enum Role: Hashable {
        case layer, batch, head, query, key
        /// The token of the query or key, beside its position.
        case queryToken, keyToken
        case weight
    }

    /// The names of all columns.
    let names: [String]
    /// The index of each column that is read.
    let indices: [Role: Int]

    private static let words: [Role: Set<String>] = [
        .layer: ["layer", "layers", "block", "layer_index", "layer_idx"],
        .batch: ["batch", "batch_index", "batch_idx", "sample", "example"],
        .head: ["head", "heads", "head_index", "head_idx"],
        .query: ["query", "queries", "q", "target", "tgt", "dst", "row", "i", "from", "var1"],
        .key: ["key", "keys", "k", "source", "src", "column", "col", "j", "to", "var2"],
        .weight: [
            "weight", "weights", "value", "values", "attention", "attn", "attention_weight", "attn_weight", "score",
            "prob", "probability", "alpha", "freq",
        ],
    ]
    /// Endings of names that say that a column holds positions, or words.
    private static let positionEndings = ["_index", "_idx", "_pos", "_position", "_id"]
    private static let tokenEndings = ["_token", "_word", "_label", "_text", "_str"]

    /// The columns of these names; nil when they are not those of such a table: one query, one key, one weight.
    init?(names: [String]) {
        var indices: [Role: Int] = [:]
        for (index, name) in names.enumerated() {
            guard let role = Self.role(name) else { continue }
            // Two columns of one role: this is some other table.
            guard indices[role] == nil else { return nil }
            indices[role] = index
        }
        for (role, token) in [(Role.query, Role.queryToken), (.key, .keyToken)] where indices[role] == nil {
            indices[role] = indices.removeValue(forKey: token)
        }
        guard indices[.query] != nil, indices[.key] != nil, indices[.weight] != nil else { return nil }
        self.names = names
        self.indices = indices
    }

    /// Three columns of other names: words for the query, words for the key, and numbers.
    ///
    /// - Precondition: three names.
    init(pairs names: [String]) {
        self.names = names
        indices = [.query: 0, .key: 1, .weight: 2]
    }

    /// The columns of the first row of a table; nil when it is a matrix.
    ///
    /// - Throws: `TensorFileError.malformed` for names that are not UTF-8.
    init?(_ scanner: CSVScanner, _ survey: CSVSurvey) throws(TensorFileError) {
        guard survey.first.count >= 3, survey.rowCount > 1, survey.first.allSatisfy({ $0.value == .text || $0.isEmpty })
        else { return nil }
        var scanner = scanner
        var names: [String] = []
        for column in survey.first.indices {
            names.append(try scanner.text(of: scanner.next(), row: 1, column: column + 1))
        }
        let rows = survey.rowCount - 1
        if let named = LongTableColumns(names: names) {
            self = named
        } else if names.count == 3, !survey.first[0].isEmpty, survey.firstColumn.texts == rows,
            survey.secondColumn.texts == rows, survey.lastColumn.texts == 0
        {
            self.init(pairs: names)
        } else {
            return nil
        }
    }

    /// The names of the columns that are not read, other than row numbers of pandas.
    var ignored: [String] {
        names.enumerated().filter { !indices.values.contains($0.offset) }.map(\.element)
            .filter { !["", "unnamed: 0", "index"].contains($0.lowercased()) }
    }

    func name(_ role: Role) -> String { indices[role].map { names[$0] } ?? "" }

    private static func role(_ name: String) -> Role? {
        let word = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        for (role, words) in words where words.contains(word) { return role }
        for ending in positionEndings where word.hasSuffix(ending) {
            return axis(String(word.dropLast(ending.count)))
        }
        for ending in tokenEndings where word.hasSuffix(ending) {
            switch axis(String(word.dropLast(ending.count))) {
            case .query: return .queryToken
            case .key: return .keyToken
            default: return nil
            }
        }
        return nil
    }

    private static func axis(_ word: String) -> Role? {
        [.query, .key, .head, .layer, .batch].first { words[$0]?.contains(word) == true }
    }
}
