import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as figures print them: the same decimals along an axis, and U+2212 for minus.
package enum NumberText {
    /// `value` with a fixed number of decimals; zero has no sign.
    static func fixed(_ value: Double, decimals: Int) -> String {
        signed(DecimalText.fixed(value, decimals: decimals), hasPlus: false)
    }

    /// Digits with a typographic minus; zero has none.
    ///
    /// - Parameter hasPlus: whether other numbers begin with a plus.
    static func signed(_ text: String, hasPlus: Bool) -> String {
        let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") }
        let isZero = mantissa.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
        let number = isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
        return typographic(hasPlus && !number.hasPrefix("-") ? "+" + number : number)
    }

    /// `value` with as many significant digits as `digits`, without trailing zeros; zero has no sign.
    package static func general(_ value: Double, digits: Int = 4) -> String {
        signed(DecimalText.general(value, digits: digits), hasPlus: false)
    }

    /// The significant digits that tell values of a range apart: four, and more for narrow ranges far from 0.
    static func digits(from lowest: Double, to highest: Double) -> Int {
        let (largest, span) = (max(lowest.magnitude, highest.magnitude), highest - lowest)
        guard span > 0, span < .infinity else { return 4 }
        return Int(min(max(4, log10(largest / span).rounded(.up) + 2), 9))
    }

    /// `value` as digits and a power of ten: `2.5e−07`.
    static func scientific(_ value: Double, decimals: Int) -> String {
        typographic(DecimalText.scientific(value, decimals: decimals))
    }

    private static func typographic(_ text: String) -> String {
        String(text.map { $0 == "-" ? "\u{2212}" : $0 })
    }
}
