/// Code points as Unicode names them, for those that have no character: `U+FFFE`, `U+D800`.
package enum CodePointText {
    /// - Parameter value: a code point, which may be half of a surrogate pair.
    package static func name(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// Whether a code point is never a character (The Unicode Standard, section 23.7): U+FDD0 to U+FDEF, and the last two of
    /// each plane. XML and cairo refuse them.
    package static func isNoncharacter(_ scalar: Unicode.Scalar) -> Bool {
        (0xfdd0...0xfdef).contains(scalar.value) || scalar.value & 0xfffe == 0xfffe
    }
}
