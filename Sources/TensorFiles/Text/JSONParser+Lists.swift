extension JSONParser {
    /// Strings, of which no more than `FileLimits.tokens` are kept.
    struct Strings {
        private(set) var kept: [String] = []
        private(set) var count = 0

        mutating func append(_ string: String) {
            count += 1
            if count <= FileLimits.tokens { kept.append(string) } else { kept = [] }
        }

        /// The strings as a list of tokens.
        ///
        /// - Parameter path: the file, for errors.
        func labels(named name: String, path: String) -> StoredLabels {
            count <= FileLimits.tokens
                ? StoredLabels(name: name, tokens: kept) : StoredLabels(name: name, count: count, path: path)
        }
    }

    /// A list of strings.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func strings(_ expected: String) throws(TensorFileError) -> Strings {
        var strings = Strings()
        try array(expected) { (parser) throws(TensorFileError) in strings.append(try parser.string("a string")) }
        return strings
    }

    /// A list of strings, or a list of such lists: one for each entry of a batch.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func labels(named name: String, _ expected: String) throws(TensorFileError) -> StoredLabels {
        var (tokens, lists, count) = (Strings(), [[String]](), 0)
        var hasLists = false
        try array(expected) { (parser) throws(TensorFileError) in
            if parser.next() == UInt8(ascii: "["), tokens.count == 0 {
                hasLists = true
                let list = try parser.strings("a list of strings")
                // An empty list takes memory too.
                count += max(1, list.count)
                if count <= FileLimits.tokens { lists.append(list.kept) } else { lists = [] }
            } else if !hasLists {
                tokens.append(try parser.string("a string"))
            } else {
                throw parser.malformed("a list of strings, as before it")
            }
        }
        guard hasLists else { return tokens.labels(named: name, path: path) }
        return count <= FileLimits.tokens
            ? StoredLabels(name: name, lists: lists) : StoredLabels(name: name, count: count, path: path)
    }

    /// A list of whole numbers.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func integers() throws(TensorFileError) -> [Int] {
        var integers: [Int] = []
        try array("a list of whole numbers") { (parser) throws(TensorFileError) in
            integers.append(try parser.integer("a whole number below 2^63"))
        }
        return integers
    }
}
