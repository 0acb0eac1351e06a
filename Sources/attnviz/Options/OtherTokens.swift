import AttentionFigures

/// The lists of words in a file of weights by other names than those of tokens, such as `src_tokens`.
struct OtherTokens {
    private(set) var keys: TokenList?
    private(set) var queries: TokenList?
    /// Notes on what the lists are used for, or how they could be.
    private(set) var notes: [String] = []

    /// - Parameters:
    ///   - file: the file of the weights.
    ///   - axes: the axes of the weights.
    ///   - given: the tokens that are known already.
    /// - Throws: `TensorFileError` for a damaged array.
    init(_ file: TensorFile, _ axes: WeightAxes, _ given: (keys: TokenList?, queries: TokenList?)) throws {
        (keys, queries) = given
        guard keys == nil || queries == nil else { return }
        let roles = file.labelsByRole
        if keys == nil, let labels = roles.keys {
            let list = try Self.list(labels, in: file)
            if Self.fits(axes, keys: list) {
                keys = list
                notes.append(Self.use(of: labels.name, axis: "keys", option: "--x-tokens", in: file))
            }
        }
        if queries == nil, let labels = roles.queries {
            let list = try Self.list(labels, in: file)
            if Self.fits(axes, queries: list) {
                queries = list
                notes.append(Self.use(of: labels.name, axis: "queries", option: "--y-tokens", in: file))
            }
        }
        for labels in file.otherLabels {
            guard let list = try? Self.list(labels, in: file) else { continue }
            let (fitsKeys, fitsQueries) = (
                keys == nil && Self.fits(axes, keys: list), queries == nil && Self.fits(axes, queries: list)
            )
            guard fitsKeys || fitsQueries else { continue }
            let option = fitsKeys && fitsQueries ? "--tokens" : fitsKeys ? "--x-tokens" : "--y-tokens"
            let name = labels.name.printable
            notes.append("\(file.path): '\(name)' holds words; \(option) \(file.path):\(name) shows them")
        }
    }

    private static func list(_ labels: StoredLabels, in file: TensorFile) throws -> TokenList {
        TokenList(entries: try labels.readLists(), name: "'\(labels.name.printable)' in \(file.path)")
    }

    private static func fits(_ axes: WeightAxes, queries: TokenList? = nil, keys: TokenList? = nil) -> Bool {
        (try? axes.labelled(queries: queries, keys: keys)) != nil
    }

    private static func use(of name: String, axis: String, option: String, in file: TensorFile) -> String {
        "\(file.path): '\(name.printable)' holds the words of the \(axis); \(option) names others"
    }
}
