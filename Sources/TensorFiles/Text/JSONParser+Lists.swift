extension JSONParser {
    /// A list of strings.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func strings(_ expected: String) throws(TensorFileError) -> [String] {
        var strings: [String] = []
        try array(expected) { (parser) throws(TensorFileError) in strings.append(try parser.string("a string")) }
        return strings
    }

    /// A list of strings, or a list of such lists: one for each entry of a batch.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func labels(named name: String, _ expected: String) throws(TensorFileError) -> StoredLabels {
        var (tokens, lists): ([String], [[String]]) = ([], [])
        try array(expected) { (parser) throws(TensorFileError) in
            if parser.next() == UInt8(ascii: "["), tokens.isEmpty {
                lists.append(try parser.strings("a list of strings"))
            } else if lists.isEmpty {
                tokens.append(try parser.string("a string"))
            } else {
                throw parser.malformed("a list of strings, as before it")
            }
        }
        return lists.isEmpty ? StoredLabels(name: name, tokens: tokens) : StoredLabels(name: name, lists: lists)
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
