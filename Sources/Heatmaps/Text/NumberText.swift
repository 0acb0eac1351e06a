import Tensors

/// Numbers as figures print them: the same decimals along an axis, and U+2212 for minus.
package enum NumberText {
    /// `value` with a fixed number of decimals; zero has no sign.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let text = DecimalText.fixed(value, decimals: decimals)
        let isZero = text.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
        return typographic(isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text)
    }

    /// `value` with as many significant digits as `digits`, without trailing zeros.
    package static func general(_ value: Double, digits: Int = 4) -> String {
        typographic(DecimalText.general(value, digits: digits))
    }

    /// `value` as digits and a power of ten: `2.5e−07`.
    static func scientific(_ value: Double, decimals: Int) -> String {
        typographic(DecimalText.scientific(value, decimals: decimals))
    }

    private static func typographic(_ text: String) -> String {
        String(text.map { $0 == "-" ? "\u{2212}" : $0 })
    }
}
