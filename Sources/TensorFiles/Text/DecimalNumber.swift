/// Parses decimal numbers from bytes, independent of the locale.
enum DecimalNumber {
    /// The nearest `Float`; nil when the bytes are not a number.
    ///
    /// A number is an optional sign and `12`, `1.5`, `.5`, `1.` or `1e-3`, or `nan`, `inf`, `infinity` in any case. What
    /// is beyond the range of `Float` is infinite.
    static func float(_ bytes: [UInt8], _ range: Range<Int>) -> Float? {
        var scan = Scan()
        guard scan.read(bytes, range) else { return special(bytes, range) }
        if let float = scan.quick { return scan.isNegative ? -float : float }
        // Rare: more digits than decide, a huge exponent, a tie. The standard library is exact and slower.
        return Float(String(decoding: bytes[range], as: UTF8.self))
    }

    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func special(_ bytes: [UInt8], _ range: Range<Int>) -> Float? {
        // The longest is "-infinity".
        guard range.count <= 9 else { return nil }
        switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
        case "nan", "+nan", "-nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: return nil
        }
    }

    /// The significand as an integer of up to 19 digits, and the power of ten that it is to be multiplied with.
    private struct Scan {
        private(set) var isNegative = false
        private var significand: UInt64 = 0
        private var exponent = 0
        private var digitCount = 0
        private static let powers: [Double] = [
            1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
            1e20, 1e21, 1e22,
        ]

        mutating func read(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            readPlain(bytes, range) || readAny(bytes, range)
        }

        /// Reads most numbers: at most 18 digits and a point among or before them. Changes nothing when it is another one.
        private mutating func readPlain(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            guard let first = range.first, range.count <= 19 else { return false }
            let isNegative = bytes[first] == UInt8(ascii: "-")
            let start = isNegative ? first + 1 : first
            var significand: UInt64 = 0
            var point = -1
            for index in start..<range.upperBound {
                let digit = bytes[index] &- UInt8(ascii: "0")
                if digit < 10 {
                    significand = significand &* 10 &+ UInt64(digit)
                } else {
                    guard bytes[index] == UInt8(ascii: "."), point < 0 else { return false }
                    point = index
                }
            }
            let digits = range.upperBound - start - (point < 0 ? 0 : 1)
            guard (1...18).contains(digits) else { return false }
            self.isNegative = isNegative
            self.significand = significand
            exponent = point < 0 ? 0 : point + 1 - range.upperBound
            return true
        }

        private mutating func readAny(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            var index = range.lowerBound
            let end = range.upperBound
            if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
                isNegative = bytes[index] == UInt8(ascii: "-")
                index += 1
            }
            let start = index
            while index < end, isDigit(bytes[index]) {
                if !add(bytes[index]) { exponent += 1 }
                index += 1
            }
            var hasDigits = index > start
            if index < end, bytes[index] == UInt8(ascii: ".") {
                index += 1
                let start = index
                while index < end, isDigit(bytes[index]) {
                    if add(bytes[index]) { exponent -= 1 }
                    index += 1
                }
                hasDigits = hasDigits || index > start
            }
            guard hasDigits else { return false }
            if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
                guard readExponent(bytes, index + 1..<end) else { return false }
                index = end
            }
            return index == end
        }

        /// Appends a digit to the significand; false when it has 19 digits already.
        private mutating func add(_ byte: UInt8) -> Bool {
            guard digitCount < 19 else { return false }
            significand = significand * 10 + UInt64(byte - UInt8(ascii: "0"))
            if significand != 0 { digitCount += 1 }
            return true
        }

        private mutating func readExponent(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
            var rest = range
            guard let first = rest.first else { return false }
            let isNegative = bytes[first] == UInt8(ascii: "-")
            if isNegative || bytes[first] == UInt8(ascii: "+") { rest.removeFirst() }
            guard !rest.isEmpty else { return false }
            var value = 0
            for index in rest {
                guard isDigit(bytes[index]) else { return false }
                // Larger ones are left to the standard library anyway.
                value = min(value * 10 + Int(bytes[index] - UInt8(ascii: "0")), 1 << 40)
            }
            exponent += isNegative ? -value : value
            return true
        }

        /// The absolute value, where four roundings of `Double` cannot change which `Float` is the nearest.
        var quick: Float? {
            if significand == 0 { return 0 }
            guard exponent.magnitude <= 44 else { return nil }
            let magnitude = Int(exponent.magnitude)
            let power = Scan.powers[min(magnitude, 22)]
            var value = exponent < 0 ? Double(significand) / power : Double(significand) * power
            if magnitude > 22 {
                let rest = Scan.powers[magnitude - 22]
                value = exponent < 0 ? value / rest : value * rest
            }
            // Dropped digits, the conversion and two operations err by less than 2^-51 of the value.
            let low = Float(value * (1 - 0x1p-51))
            let high = Float(value * (1 + 0x1p-51))
            return low == high ? low : nil
        }
    }
}
