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

    /// The most columns of a table that has one weight a row.
    private static let columnLimit = 1 << 12

    private static let words: [Role: Set<String>] = [
        .layer: ["layer", "layers", "block", "layer_index", "layer_idx"],
        .batch: ["batch", "batch_index", "batch_idx", "sample", "example"],
        .head: ["head", "heads", "head_index", "head_idx"],
        .query: [
            "query", "queries", "q", "target", "tgt", "dst", "trg", "destination", "row", "i", "from", "var1",
            "decoder",
            "dec", "output",
        ],
        .key: [
            "key", "keys", "k", "source", "src", "column", "col", "j", "to", "var2", "encoder", "enc", "input",
        ],
        .weight: [
            "weight", "weights", "value", "values", "attention", "attn", "attention_weight", "attn_weight", "score",
            "prob", "probability", "alpha", "freq",
        ],
    ]
    /// Endings of names that say that a column holds positions, or words.
    private static let positionEndings = ["index", "idx", "position", "pos", "id"]
    private static let tokenEndings = ["token", "tok", "word", "label", "text", "str"]

    /// The columns of these names; nil when they are not those of such a table: one query, one key, one weight.
    ///
    /// - Parameter isWeight: whether a column of another name may be the weight. With one such column it is.
    init?(names: [String], isWeight: (Int) -> Bool = { _ in false }) {
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
        guard indices[.query] != nil, indices[.key] != nil else { return nil }
        if indices[.weight] == nil {
            let others = names.indices.filter { !indices.values.contains($0) && !Self.isRowNumber(names[$0]) }
            let weights = others.filter(isWeight)
            guard weights.count == 1 else { return nil }
            indices[.weight] = weights[0]
        }
        self.names = names
        self.indices = indices
    }

    /// Three columns of other names: the query, the key, and numbers. Of `x` and `y`, x is the key, as in a figure.
    ///
    /// - Precondition: three names.
    init(pairs names: [String]) {
        self.names = names
        let isTransposed = names.prefix(2).map { $0.lowercased() } == ["x", "y"]
        indices = [.query: isTransposed ? 1 : 0, .key: isTransposed ? 0 : 1, .weight: 2]
    }

    /// Whether the third of three columns is named as a weight.
    static func isWeight(_ name: String) -> Bool { role(name) == .weight }

    /// The columns of the first row of a table; nil when it is a matrix.
    ///
    /// - Throws: `TensorFileError.malformed` for names that are not UTF-8.
    init?(_ scanner: CSVScanner, _ survey: CSVSurvey) throws(TensorFileError) {
        let first = survey.first.cells
        guard (3...Self.columnLimit).contains(first.cells), survey.rowCount > 1,
            first.texts + first.empty == first.cells
        else { return nil }
        let start = scanner
        var scanner = scanner
        var names: [String] = []
        for column in 0..<first.cells {
            names.append(try scanner.text(of: scanner.next(), row: 1, column: column + 1))
        }
        let rows = survey.rowCount - 1
        if let named = LongTableColumns(names: names) {
            self = named
            return
        }
        let pairs = try LongTablePairs(start, columns: names.count)
        if let named = LongTableColumns(names: names, isWeight: pairs.holdsNumbers),
            let query = named.indices[.query], let key = named.indices[.key], pairs.holdsPositions(query, key)
        {
            self = named
        } else if names.count == 3, Self.isWeight(names[2]), pairs.areUnique, pairs.holdsNumbers(2) {
            self.init(pairs: names)
        } else if names.count == 3, survey.first.corner?.isEmpty == false, survey.firstColumn.texts == rows,
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
            .filter { !Self.isRowNumber($0) }
    }

    private static func isRowNumber(_ name: String) -> Bool { ["", "unnamed: 0", "index"].contains(name.lowercased()) }

    func name(_ role: Role) -> String { indices[role].map { names[$0] } ?? "" }

    private static func role(_ name: String) -> Role? {
        let word = String(name.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        for (role, words) in words where words.contains(word) { return role }
        // One column for the query and one for the key: word1 and word2.
        if let number = word.last, number == "1" || number == "2" {
            let base = word.dropLast(word.dropLast().last == "_" ? 2 : 1)
            let isFirst = number == "1"
            if positionEndings.contains(String(base)) || base == "t" { return isFirst ? .query : .key }
            if tokenEndings.contains(String(base)) { return isFirst ? .queryToken : .keyToken }
        }
        for ending in positionEndings where word.hasSuffix(ending) {
            return axis(stem(word, ending))
        }
        for ending in tokenEndings where word.hasSuffix(ending) {
            switch axis(stem(word, ending)) {
            case .query: return .queryToken
            case .key: return .keyToken
            default: return nil
            }
        }
        return nil
    }

    /// The name without its ending, as in `q_idx` and `qidx`.
    private static func stem(_ word: String, _ ending: String) -> String {
        let stem = word.dropLast(ending.count)
        return String(stem.last == "_" ? stem.dropLast() : stem)
    }

    private static func axis(_ word: String) -> Role? {
        [.query, .key, .head, .layer, .batch].first { words[$0]?.contains(word) == true }
    }
}
