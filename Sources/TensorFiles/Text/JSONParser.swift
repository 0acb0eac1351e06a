/// A pull parser for JSON (RFC 8259): the caller reads or skips value after value, and no tree is built.
///
/// Strict, except that `NaN`, `Infinity` and `-Infinity` are numbers, as Python writes them. A key that appears twice in an
/// object is an error unless `allowsRepeatedKeys`. Errors give line, column and the path to the value: `'layers'[2]`.
struct JSONParser {
    /// The deepest nesting of objects and lists.
    static let depthLimit = 128

    let path: String
    let bytes: [UInt8]
    private let place: String
    private let advice: String?
    private(set) var position = 0
    private var trail: [Step] = []
    private let allowsRepeatedKeys: Bool
    /// Shared by the copies of the parser.
    private let places = TextPlaces()
    /// Whether `numbers()` has found lists of one level that differ in length.
    var foundUnequalLists = false

    private enum Step {
        case key(String)
        case index(Int)
    }

    /// - Parameters:
    ///   - place: the part of the file in error messages; empty for a whole file.
    ///   - advice: what to do about malformed JSON.
    ///   - allowsRepeatedKeys: whether an object may have a key several times.
    init(
        _ bytes: [UInt8], path: String, place: String = "", advice: String? = nil, allowsRepeatedKeys: Bool = false
    ) {
        self.bytes = bytes
        self.path = path
        self.place = place
        self.advice = advice
        self.allowsRepeatedKeys = allowsRepeatedKeys
        if bytes.starts(with: byteOrderMark) { position = byteOrderMark.count }
    }

    /// The first byte of the next value or punctuation mark; nil at the end.
    mutating func next() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return bytes[position]
            }
        }
        return nil
    }

    mutating func accept(_ mark: Unicode.Scalar) -> Bool {
        guard let byte = next(), UInt32(byte) == mark.value else { return false }
        position += 1
        return true
    }

    mutating func expect(_ mark: Unicode.Scalar, _ expected: String) throws(TensorFileError) {
        guard accept(mark) else { throw malformed(expected) }
    }

    /// Calls `member` at the value of each key, which it must read.
    ///
    /// - Parameter allowsRepeatedKeys: whether a key may occur several times; nil as the parser says.
    /// - Throws: `TensorFileError.malformed`; what `member` throws.
    mutating func object(
        _ expected: String, allowsRepeatedKeys: Bool? = nil,
        _ member: (inout JSONParser, String) throws(TensorFileError) -> Void
    ) throws(TensorFileError) {
        try expect("{", expected)
        try checkDepth()
        // Exact bytes: Swift takes different spellings of an accented letter for the same text, JSON does not.
        var keys: Set<[UInt8]> = []
        let allowsRepeatedKeys = allowsRepeatedKeys ?? self.allowsRepeatedKeys
        if accept("}") { return }
        repeat {
            _ = next()
            let start = position
            let key = try string("a key in quotes")
            guard allowsRepeatedKeys || keys.insert(Array(key.utf8)).inserted else {
                throw malformed("each key once", found: "\(quoted(key)) a second time", at: start)
            }
            try expect(":", "':'")
            trail.append(.key(key))
            try member(&self, key)
            trail.removeLast()
        } while accept(",")
        try expect("}", "',' or '}'")
    }

    /// Calls `element` at each element, which it must read.
    ///
    /// - Throws: `TensorFileError.malformed`; what `element` throws.
    mutating func array(
        _ expected: String, _ element: (inout JSONParser) throws(TensorFileError) -> Void
    ) throws(TensorFileError) {
        try expect("[", expected)
        try checkDepth()
        if accept("]") { return }
        var index = 0
        repeat {
            trail.append(.index(index))
            try element(&self)
            trail.removeLast()
            index += 1
        } while accept(",")
        try expect("]", "',' or ']'")
    }

    /// Skips a value of any type.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func skip() throws(TensorFileError) {
        // Recursion is as deep as `depthLimit` at most.
        switch next() {
        case UInt8(ascii: "{"):
            // What is not read may have its keys several times.
            try object("an object", allowsRepeatedKeys: true) { (parser, _) throws(TensorFileError) in
                try parser.skip()
            }
        case UInt8(ascii: "["): try array("a list") { (parser) throws(TensorFileError) in try parser.skip() }
        case UInt8(ascii: "\""): _ = try string("a string")
        default:
            for word in ["true", "false", "null"] where acceptWord(word) { return }
            _ = try number("a value")
        }
    }

    /// Checks that nothing follows.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func end() throws(TensorFileError) {
        guard next() == nil else { throw malformed("the end of the JSON") }
    }

    mutating func acceptWord(_ word: String) -> Bool {
        _ = next()
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    mutating func advance(to position: Int) { self.position = position }

    private func checkDepth() throws(TensorFileError) {
        guard trail.count < JSONParser.depthLimit else {
            throw malformed(
                "at most \(JSONParser.depthLimit) levels of lists and objects", found: "more", at: position - 1)
        }
    }

    /// - Parameters:
    ///   - found: by default the bytes at `start`.
    ///   - start: the byte that is wrong, by default the next one.
    ///   - inside: the rest of the path to the value, below the open objects and lists.
    func malformed(
        _ expected: String, found: String? = nil, at start: Int? = nil, inside: String = ""
    ) -> TensorFileError {
        let start = min(start ?? position, bytes.count)
        let point = places.place(of: start, in: bytes)
        var text = ""
        for step in trail {
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + quoted(key)
            case .index(let index): text += "[\(index)]"
            }
        }
        text += inside
        let rest = bytes[start...].prefix(24)
        let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
        return .malformed(
            path: path,
            place: (place.isEmpty ? "" : "\(place), ") + "line \(point.line), column \(point.column)"
                + (text.isEmpty ? "" : ", in \(text)"),
            expected: expected,
            found: found
                ?? (rest.isEmpty ? "the end of the JSON" : quoted(String(decoding: rest[..<end], as: UTF8.self))),
            advice: advice)
    }
}
