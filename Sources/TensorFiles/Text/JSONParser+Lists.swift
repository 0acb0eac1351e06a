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

    /// Nested lists of numbers, all lists of a level equally long; a single number is a scalar.
    ///
    /// - Throws: `TensorFileError.malformed`, with the place of a list that is too short or too long, such as `[2][5]`.
    mutating func tensor() throws(TensorFileError) -> (dimensions: [Int], numbers: [Float]) {
        var numbers: [Float] = []
        /// The length of the lists of each level, innermost first, once the first of them has ended.
        var dimensions: [Int] = []
        /// The numbers of elements of the open lists so far. A stack instead of recursion: nesting is limited by the check below.
        var counts: [Int] = []
        /// The number of levels of lists, known from the first number or the first empty list.
        var depth: Int?
        repeat {
            func place() -> String { counts.map { "[\($0)]" }.joined() }
            if counts.count != depth ?? -1, accept("[") {
                guard depth.map({ counts.count < $0 }) ?? (counts.count < StoredTensor.axisLimit) else {
                    throw malformed(
                        depth == nil ? "at most \(StoredTensor.axisLimit) levels of lists" : "a number",
                        at: position - 1,
                        inside: place())
                }
                counts.append(0)
                guard next() == UInt8(ascii: "]") else { continue }
                depth = depth ?? counts.count
            } else {
                guard depth == nil || depth == counts.count else {
                    throw malformed("a list, as before it", inside: place())
                }
                numbers.append(try number("a number", inside: place))
                depth = counts.count
                if !counts.isEmpty { counts[counts.count - 1] += 1 }
            }
            try close(&counts, &dimensions, depth: depth ?? 0)
        } while !counts.isEmpty
        return (dimensions.reversed(), numbers)
    }

    /// Closes the lists that end here, up to a comma.
    ///
    /// - Parameter dimensions: the lengths of the levels, innermost first.
    private mutating func close(
        _ counts: inout [Int], _ dimensions: inout [Int], depth: Int
    ) throws(TensorFileError) {
        while !counts.isEmpty {
            if accept(",") { return }
            try expect("]", "',' or ']'")
            let count = counts.removeLast()
            let level = depth - 1 - counts.count
            if level == dimensions.count { dimensions.append(count) }
            guard level < dimensions.count, dimensions[level] == count else {
                throw malformed(
                    level < dimensions.count ? "\(dimensions[level]) elements, as in the lists before it" : "lists",
                    found: "\(count)", at: position - 1, inside: counts.map { "[\($0)]" }.joined())
            }
            if !counts.isEmpty { counts[counts.count - 1] += 1 }
        }
    }
}
