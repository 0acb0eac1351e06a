/// The parsed header of an `.npy` file, not yet checked against the size of the file.
struct NPYHeader: Equatable, Sendable {
    /// The element type as NumPy spells it: `<f4`.
    let descr: String
    let isFortranOrder: Bool
    let shape: [Int]
}

/// Parses the Python literal that NumPy writes as header: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
///
/// The three keys may come in any order, each exactly once, and there may be no others.
struct NPYHeaderParser {
    private let bytes: [UInt8]
    private let path: String
    /// The offset of the header in the file.
    private let offset: Int
    private var position = 0

    init(_ bytes: [UInt8], path: String, offset: Int) {
        self.bytes = bytes
        self.path = path
        self.offset = offset
    }

    /// - Throws: `TensorFileError.malformed`, `.unsupportedElements` for structured types.
    mutating func header() throws(TensorFileError) -> NPYHeader {
        var descr: String?
        var isFortranOrder: Bool?
        var shape: [Int]?
        try expect("{")
        while !accept("}") {
            let start = position
            let key = try string()
            try expect(":")
            switch key {
            case "descr" where descr == nil: descr = try elementType()
            case "fortran_order" where isFortranOrder == nil: isFortranOrder = try bool()
            case "shape" where shape == nil: shape = try tuple()
            default:
                position = start
                throw malformed("each of 'descr', 'fortran_order' and 'shape' once", found: quoted(key))
            }
            if !accept(",") {
                try expect("}")
                break
            }
        }
        skipSpace()
        guard position == bytes.count else { throw malformed("the end of the header") }
        guard let descr else { throw malformed("the key 'descr'", found: "a header without it") }
        guard let isFortranOrder else { throw malformed("the key 'fortran_order'", found: "a header without it") }
        guard let shape else { throw malformed("the key 'shape'", found: "a header without it") }
        return NPYHeader(descr: descr, isFortranOrder: isFortranOrder, shape: shape)
    }

    private mutating func elementType() throws(TensorFileError) -> String {
        skipSpace()
        // A list is a structured type, a tuple a subarray type.
        guard next != UInt8(ascii: "["), next != UInt8(ascii: "(") else {
            throw .unsupportedElements(
                path: path, tensor: nil, found: next == UInt8(ascii: "[") ? .records : .subarrays)
        }
        return try string()
    }

    private mutating func string() throws(TensorFileError) -> String {
        skipSpace()
        guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            throw malformed("a string in quotes")
        }
        let rest = bytes[(position + 1)...]
        // No key and no supported type contains an escape.
        guard let end = rest.firstIndex(where: { $0 == quote || $0 == UInt8(ascii: "\\") }), bytes[end] == quote else {
            throw malformed("a string that ends, without escapes")
        }
        position = end + 1
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    private mutating func bool() throws(TensorFileError) -> Bool {
        if accept("True") { return true }
        if accept("False") { return false }
        throw malformed("True or False")
    }

    /// `()`, `(3,)`, `(2, 3)` or `(2, 3,)`. In Python `(3)` is a number, not a tuple.
    private mutating func tuple() throws(TensorFileError) -> [Int] {
        try expect("(")
        var values: [Int] = []
        while !accept(")") {
            values.append(try integer())
            if !accept(",") {
                if values.count == 1 { throw malformed("','") }
                try expect(")")
                break
            }
        }
        return values
    }

    private mutating func integer() throws(TensorFileError) -> Int {
        let isNegative = accept("-")
        skipSpace()
        let digits = bytes[position...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty else { throw malformed("a whole number") }
        guard let value = Int((isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)) else {
            throw malformed("a dimension below 2^63")
        }
        position = digits.endIndex
        // Python 2 wrote long integers as (2L, 3L).
        _ = accept("L")
        return value
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte) { position += 1 }
    }

    private mutating func accept(_ text: StaticString) -> Bool {
        skipSpace()
        guard text.withUTF8Buffer({ bytes[position...].starts(with: $0) }) else { return false }
        position += text.utf8CodeUnitCount
        return true
    }

    private mutating func expect(_ text: StaticString) throws(TensorFileError) {
        guard accept(text) else { throw malformed("'\(text)'") }
    }

    private func malformed(_ expected: String, found: String? = nil) -> TensorFileError {
        let rest = String(decoding: bytes[position...].prefix(24), as: UTF8.self)
        return .malformed(
            path: path, place: "header at byte \(offset + position)", expected: expected,
            found: found ?? (rest.isEmpty ? "the end of the header" : quoted(rest)),
            advice: "save the array again with numpy.save")
    }
}
