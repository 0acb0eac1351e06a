import Tensors

extension JSONParser {
    /// A string, its escapes decoded.
    ///
    /// Half of a surrogate pair, which Python writes for bytes that it could not decode, becomes the name of its code point.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func string(_ expected: String) throws(TensorFileError) -> String {
        guard next() == UInt8(ascii: "\"") else { throw malformed(expected) }
        let start = position
        advance(to: position + 1)
        var text: [UInt8] = []
        while true {
            let run = bytes[position...].prefix { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
            text += run
            advance(to: run.endIndex)
            guard position < bytes.count else { throw malformed("a string that ends", at: start) }
            guard bytes[position] >= 0x20 else {
                throw malformed("no control character in a string", found: "the byte \([bytes[position]].hexadecimal)")
            }
            if bytes[position] == UInt8(ascii: "\"") { break }
            text += try escape()
        }
        advance(to: position + 1)
        guard let text = strictUTF8(text) else {
            throw malformed("UTF-8 text", found: "a string with bytes that are not UTF-8", at: start)
        }
        return text
    }

    /// The UTF-8 bytes of an escaped character.
    private mutating func escape() throws(TensorFileError) -> [UInt8] {
        let start = position
        guard position + 1 < bytes.count else { throw malformed("an escape that ends", at: start) }
        let code = bytes[position + 1]
        advance(to: position + 2)
        switch code {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [code]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): break
        default: throw malformed("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u", at: start)
        }
        var value = try hexadecimal(start)
        if 0xD800..<0xDC00 ~= value, bytes[position...].starts(with: "\\u".utf8) {
            let first = position
            advance(to: position + 2)
            let low = try hexadecimal(start)
            if 0xDC00..<0xE000 ~= low {
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            } else {
                // The next escape is a character of its own.
                advance(to: first)
            }
        }
        return Array((Unicode.Scalar(value).map { String($0) } ?? CodePointText.name(value)).utf8)
    }

    private mutating func hexadecimal(_ start: Int) throws(TensorFileError) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        let isComplete =
            digits.count == 4 && digits.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
        guard isComplete, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw malformed("four hexadecimal digits after \\u", at: start)
        }
        advance(to: digits.endIndex)
        return value
    }

    /// A number as the nearest `Float`.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func number(_ expected: String, inside: () -> String = { "" }) throws(TensorFileError) -> Float {
        guard let range = numberRange(), let value = DecimalNumber.float(bytes, range) else {
            throw malformed(expected, inside: inside())
        }
        advance(to: range.upperBound)
        return value
    }

    /// A whole number without fraction and exponent.
    ///
    /// - Throws: `TensorFileError.malformed`, also for one that does not fit in 64 bits.
    mutating func integer(_ expected: String) throws(TensorFileError) -> Int {
        guard let range = numberRange(), let value = Int(String(decoding: bytes[range], as: UTF8.self)) else {
            throw malformed(expected)
        }
        advance(to: range.upperBound)
        return value
    }

    /// The range of the next number; nil when the next value is none.
    private mutating func numberRange() -> Range<Int>? {
        guard let first = next() else { return nil }
        let start = position
        var end = first == UInt8(ascii: "-") ? start + 1 : start
        func skipDigits() -> Bool {
            let first = end
            while end < bytes.count, DecimalNumber.isDigit(bytes[end]) { end += 1 }
            return end > first
        }
        let integerStart = end
        guard skipDigits() else { return special(start, end) }
        // No zero before other digits.
        guard bytes[integerStart] != UInt8(ascii: "0") || end == integerStart + 1 else { return nil }
        if end < bytes.count, bytes[end] == UInt8(ascii: ".") {
            end += 1
            guard skipDigits() else { return nil }
        }
        if end < bytes.count, bytes[end] | 0x20 == UInt8(ascii: "e") {
            end += 1
            if end < bytes.count, bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: "+") { end += 1 }
            guard skipDigits() else { return nil }
        }
        return start..<end
    }

    private func special(_ start: Int, _ wordStart: Int) -> Range<Int>? {
        for word in ["NaN", "Infinity"] where bytes[wordStart...].starts(with: word.utf8) {
            guard word == "Infinity" || start == wordStart else { return nil }
            return start..<wordStart + word.utf8.count
        }
        return nil
    }
}
