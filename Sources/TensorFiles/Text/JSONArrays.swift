/// Collects the arrays of numbers and the lists of tokens of a JSON file.
///
/// An array in an object is named by its key, or by the keys on the way to it: `layer.attention`. A list of matrices of
/// different sizes, such as decoding steps, becomes a series of tensors `name.0`, `name.1`, ..., and so does a list of rows of which
/// each is one element longer than the one before it.
struct JSONArrays {
    private let path: String
    private(set) var content = TensorFileContent()
    /// The keys of the outermost object, in order.
    private(set) var keys: [String] = []
    private var missingCount = 0
    private var replacement = ReplacedMembers()

    /// The most arrays of a file: a few bytes of text become hundreds in memory.
    private static let arrayLimit = 1 << 16

    /// The longest name, in bytes, which is made of the keys on the way to an array.
    private static let nameLimit = 1 << 12
    /// The bytes of all names: keys around many arrays are in each of their names.
    private var nameBytes = 0

    init(path: String) { self.path = path }

    /// Checks the length of a name before it is made.
    ///
    /// - Throws: `TensorFileError.tooMuch`.
    private mutating func checkName(_ length: Int, _ parser: JSONParser) throws(TensorFileError) {
        guard length <= Self.nameLimit else {
            throw .tooMuch(
                path: path, content: "bytes in the keys on the way to a value", limit: Self.nameLimit, found: length,
                advice: nil)
        }
        nameBytes += length
        let limit = (1 << 20) + 8 * parser.bytes.count
        guard nameBytes <= limit else {
            throw .tooMuch(
                path: path, content: "bytes in the names of all values", limit: limit, found: nameBytes,
                advice: "put fewer objects into each other")
        }
    }

    /// The content, with the number of missing cells.
    var finished: TensorFileContent {
        var content = content
        replacement.remove(from: &content)
        if missingCount > 0 { content.readingNotes.append(.missingCells(count: missingCount)) }
        return content
    }

    /// Reads an array of numbers, or a series of unequal ones.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func readNumbers(_ parser: inout JSONParser, name: String) throws(TensorFileError) {
        let start = parser
        let problem: TensorFileError
        do throws(TensorFileError) {
            try add(JSONNumbers(&parser), name: name)
            return
        } catch {
            guard parser.foundUnequalLists else { throw error }
            problem = error
        }
        parser = start
        var lengths: [Int] = []
        try readSeries(&parser, name: name, problem, &lengths)
        parser.foundUnequalLists = false
    }

    /// Reads the elements of a list as tensors of their own.
    ///
    /// - Parameter problem: the error to throw when they are no matrices.
    private mutating func readSeries(
        _ parser: inout JSONParser, name: String, _ problem: TensorFileError, _ lengths: inout [Int]
    ) throws(TensorFileError) {
        var index = 0
        var (rowLengths, rows): ([Int], [JSONNumbers]) = ([], [])
        try parser.array("a list") { (parser) throws(TensorFileError) in
            let start = parser
            parser.foundUnequalLists = false
            do throws(TensorFileError) {
                let numbers = try JSONNumbers(&parser)
                if numbers.dimensions.count < 2 {
                    guard rows.count < Self.arrayLimit else { throw problem }
                    rows.append(numbers)
                } else {
                    try add(numbers, name: "\(name).\(index)")
                }
            } catch {
                guard parser.foundUnequalLists else { throw error }
                parser = start
                try readSeries(&parser, name: "\(name).\(index)", problem, &rowLengths)
            }
            index += 1
        }
        let counts = rows.map { $0.dimensions.first ?? 0 }
        if let first = counts.first {
            // Two rows of which one is longer are more likely a slip than decoding steps.
            guard rows.count == index, rows.count > 2, counts.elementsEqual(first..<first + counts.count), first > 0
            else {
                throw Self.naming(rowLengths + counts, problem)
            }
            for (index, row) in rows.enumerated() {
                try add(row, name: "\(name).\(index)", dimensions: [1, counts[index]])
            }
        }
        guard rowLengths.isEmpty else { throw Self.naming(rowLengths, problem) }
    }

    /// The error, with the lengths of the rows.
    private static func naming(_ lengths: [Int], _ problem: TensorFileError) -> TensorFileError {
        guard case .malformed(let path, let place, let expected, let found, _) = problem else { return problem }
        let list = lengths.prefix(12).map { "\($0)" }.joined(separator: ", ") + (lengths.count > 12 ? ", ..." : "")
        return .malformed(
            path: path, place: place, expected: expected, found: found,
            advice: "the rows have \(list) elements: make them equally long, with null for what is missing")
    }

    private mutating func add(
        _ numbers: JSONNumbers, name: String, dimensions: [Int]? = nil
    ) throws(TensorFileError) {
        guard content.tensors.count < Self.arrayLimit else {
            throw .tooMuch(
                path: path, content: "arrays", limit: Self.arrayLimit, found: content.tensors.count + 1,
                advice: "save that many with numpy.savez")
        }
        missingCount += numbers.missingCount
        content.tensors.append(
            try StoredTensor(
                name: name, elementType: numbers.elementType, dimensions: dimensions ?? numbers.dimensions,
                numbers: numbers.numbers,
                path: path))
    }

    /// Reads an object: arrays, lists of tokens, and the objects in it.
    ///
    /// - Throws: `TensorFileError.malformed` for what is not JSON; an array that cannot be read is a refusal.
    mutating func readObject(_ parser: inout JSONParser, prefix: String = "") throws(TensorFileError) {
        try parser.object("an object") { (parser, key) throws(TensorFileError) in
            if prefix.isEmpty { keys.append(key) } else { try checkName(prefix.utf8.count + key.utf8.count, parser) }
            try readMember(&parser, name: prefix + key)
        }
    }

    /// Reads a list of objects, whose arrays are named by their index and key: `layers.0.attention`.
    ///
    /// - Throws: `TensorFileError.malformed` for what is not JSON; an array that cannot be read is a refusal.
    mutating func readObjects(_ parser: inout JSONParser, prefix: String = "") throws(TensorFileError) {
        var index = 0
        try parser.array("a list") { (parser) throws(TensorFileError) in
            if parser.next() == UInt8(ascii: "{") {
                try readObject(&parser, prefix: "\(prefix)\(index).")
            } else {
                try parser.skip()
            }
            index += 1
        }
    }

    private mutating func readMember(_ parser: inout JSONParser, name: String) throws(TensorFileError) {
        let (tensors, labels) = (content.tensors.count, content.labels.count)
        // As for Python, the last of several members of one name counts.
        replacement.replace(name, in: &content)
        try readValue(&parser, name: name)
        replacement.add(name, tensors: tensors..<content.tensors.count, labels: labels..<content.labels.count)
    }

    private mutating func readValue(_ parser: inout JSONParser, name: String) throws(TensorFileError) {
        if LabelNames.all.contains(name) {
            content.labels.append(try parser.labels(named: name, "a list of strings"))
            return
        }
        switch (parser.next(), parser.firstElement) {
        case (UInt8(ascii: "{"), _): try readObject(&parser, prefix: name + ".")
        case (UInt8(ascii: "["), JSONParser.FirstElement(depth: 1, byte: UInt8(ascii: "\""))):
            let start = parser
            if let tokens = try? parser.strings("a list of strings") {
                content.labels.append(tokens.labels(named: name, path: path))
            } else {
                parser = start
                try parser.skip()
            }
        case (UInt8(ascii: "["), JSONParser.FirstElement(depth: 1, byte: UInt8(ascii: "{"))):
            try readObjects(&parser, prefix: name + ".")
        case (UInt8(ascii: "["), let element) where element.isNumber:
            let (start, count, missing) = (parser, content.tensors.count, missingCount)
            do throws(TensorFileError) {
                try readNumbers(&parser, name: name)
            } catch {
                if case .tooMuch = error { throw error }
                content.tensors.removeSubrange(count...)
                missingCount = missing
                parser = start
                try parser.skip()
                content.refusals[name] = error
            }
        default: try parser.skip()
        }
    }
}
