/// Bytes split into characters of UTF-8 and what is none.
///
/// Source: Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
struct UTF8Pieces: Sequence, IteratorProtocol {
    enum Piece: Hashable {
        case character(Range<Int>)
        /// The beginning of a character whose other bytes are missing.
        case beginning(Range<Int>)
        /// A byte that continues no character, or that UTF-8 never has.
        case stray(Int)
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next() -> Piece? {
        guard position < bytes.count else { return nil }
        let start = position
        position += 1
        guard let (length, second) = Self.form(bytes[start]) else { return .stray(start) }
        while position < bytes.count, position - start < length,
            (position == start + 1 ? second : 0x80...0xBF).contains(bytes[position])
        {
            position += 1
        }
        return position - start == length ? .character(start..<position) : .beginning(start..<position)
    }

    /// The length of the character that begins with a byte, and the range of its second byte; nil for other bytes.
    private static func form(_ first: UInt8) -> (length: Int, second: ClosedRange<UInt8>)? {
        switch first {
        case 0x00...0x7F: (1, 0x80...0xBF)
        case 0xC2...0xDF: (2, 0x80...0xBF)
        case 0xE0: (3, 0xA0...0xBF)
        case 0xED: (3, 0x80...0x9F)
        case 0xE1...0xEF: (3, 0x80...0xBF)
        case 0xF0: (4, 0x90...0xBF)
        case 0xF1...0xF3: (4, 0x80...0xBF)
        case 0xF4: (4, 0x80...0x8F)
        default: nil
        }
    }
}

extension UTF8Pieces {
    /// The bytes as text. Neighbouring bytes that are no character show as `<E6 9D>`.
    static func text(_ bytes: [UInt8]) -> String {
        var (text, others) = ("", [UInt8]())
        func names() -> String { others.isEmpty ? "" : "<\(others.map(hexadecimal).joined(separator: " "))>" }
        for piece in UTF8Pieces(bytes) {
            switch piece {
            case .character(let range):
                text += names() + String(decoding: bytes[range], as: UTF8.self)
                others = []
            case .beginning(let range): others += bytes[range]
            case .stray(let index): others.append(bytes[index])
            }
        }
        return text + names()
    }

    /// Whether the last character of the bytes is not complete.
    static func endsInside(_ bytes: [UInt8]) -> Bool {
        var last: Piece?
        for piece in UTF8Pieces(Array(bytes.suffix(4))) { last = piece }
        if case .beginning = last { return true }
        return false
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.count < 2 ? "0" + digits : digits
    }
}
