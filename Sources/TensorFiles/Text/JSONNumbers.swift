/// Nested lists of numbers or of truth values, all lists of a level equally long; a single number is a scalar.
struct JSONNumbers {
    /// The length of the lists of each level, outermost first.
    private(set) var dimensions: [Int] = []
    /// Row-major; `null` is NaN, truth values are 1 and 0.
    private(set) var numbers: [Float] = []
    /// Whether they are truth values.
    private(set) var isBoolean = false
    /// How many are `null`.
    private(set) var missingCount = 0
    private var hasNumbers = false
    private var areCounts = true

    /// Truth values; whole numbers in a list, such as `input_ids`; else numbers with a fraction, as weights may be 0 and 1.
    var elementType: ElementType {
        isBoolean ? .bool : dimensions.count == 1 && hasNumbers && areCounts && missingCount == 0 ? .int64 : .float32
    }

    /// - Throws: `TensorFileError.malformed`, with the place of a list that is too short or too long, such as `[2][5]`;
    ///   lists of different lengths also set `foundUnequalLists` of the parser.
    init(_ parser: inout JSONParser) throws(TensorFileError) {
        /// The length of the lists of each level, innermost first, once the first of them has ended.
        var lengths: [Int] = []
        /// The numbers of elements of the open lists so far. A stack instead of recursion: nesting is limited by the check below.
        var counts: [Int] = []
        /// The number of levels of lists, known from the first number or the first empty list.
        var depth: Int?
        repeat {
            func place() -> String { counts.map { "[\($0)]" }.joined() }
            if counts.count != depth ?? -1, parser.accept("[") {
                guard depth.map({ counts.count < $0 }) ?? (counts.count < StoredTensor.axisLimit) else {
                    throw parser.malformed(
                        depth == nil ? "at most \(StoredTensor.axisLimit) levels of lists" : "a number",
                        at: parser.position - 1, inside: place())
                }
                counts.append(0)
                guard parser.next() == UInt8(ascii: "]") else { continue }
                depth = depth ?? counts.count
            } else {
                guard depth == nil || depth == counts.count else {
                    throw parser.malformed("a list, as before it", inside: place())
                }
                try readElement(&parser, inside: place)
                depth = counts.count
                if !counts.isEmpty { counts[counts.count - 1] += 1 }
            }
            try Self.close(&counts, &lengths, depth: depth ?? 0, &parser)
        } while !counts.isEmpty
        if isBoolean, missingCount > 0 {
            throw parser.malformed(
                "true or false in every place", found: "null in \(missingCount)", at: parser.position)
        }
        dimensions = lengths.reversed()
    }

    private mutating func readElement(
        _ parser: inout JSONParser, inside place: () -> String
    ) throws(TensorFileError) {
        switch parser.next() {
        case UInt8(ascii: "n") where parser.acceptWord("null"):
            missingCount += 1
            numbers.append(.nan)
        case UInt8(ascii: "t") where !hasNumbers && parser.acceptWord("true"): addTruth(1)
        case UInt8(ascii: "f") where !hasNumbers && parser.acceptWord("false"): addTruth(0)
        default:
            guard !isBoolean else { throw parser.malformed("true or false, as before it", inside: place()) }
            let number = try parser.number(hasNumbers ? "a number" : "a number or a list", inside: place)
            if number < 0 || Int(exactly: number) == nil { areCounts = false }
            numbers.append(number)
            hasNumbers = true
        }
    }

    private mutating func addTruth(_ value: Float) {
        isBoolean = true
        numbers.append(value)
    }

    /// Closes the lists that end here, up to a comma.
    ///
    /// - Parameter lengths: the lengths of the levels, innermost first.
    private static func close(
        _ counts: inout [Int], _ lengths: inout [Int], depth: Int, _ parser: inout JSONParser
    ) throws(TensorFileError) {
        while !counts.isEmpty {
            if parser.accept(",") { return }
            try parser.expect("]", "',' or ']'")
            let count = counts.removeLast()
            let level = depth - 1 - counts.count
            if level == lengths.count { lengths.append(count) }
            guard level < lengths.count, lengths[level] == count else {
                parser.foundUnequalLists = true
                throw parser.malformed(
                    level < lengths.count ? "\(lengths[level]) elements, as in the lists before it" : "lists",
                    found: "\(count)", at: parser.position - 1, inside: counts.map { "[\($0)]" }.joined())
            }
            if !counts.isEmpty { counts[counts.count - 1] += 1 }
        }
    }
}
