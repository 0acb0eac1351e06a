#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Numbers as figures print them: the same decimals along an axis, and a true minus sign.
enum NumberText {
    /// `value` with a fixed number of decimals and U+2212 for minus; zero has no sign.
    static func fixed(_ value: Double, decimals: Int) -> String {
        let text = formatted("%.\(decimals)f", value)
        let isZero = text.utf8.allSatisfy { !(UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
        return typographic(isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text)
    }

    /// `value` with as many significant digits as `digits`, without trailing zeros.
    static func general(_ value: Double, digits: Int = 4) -> String {
        typographic(formatted("%.\(digits)g", value))
    }

    /// `value` as digits and a power of ten: `2.5e−07`.
    static func scientific(_ value: Double, decimals: Int) -> String {
        typographic(formatted("%.\(decimals)e", value))
    }

    private static func typographic(_ text: String) -> String {
        String(text.map { $0 == "-" ? "\u{2212}" : $0 })
    }

    private static func formatted(_ format: String, _ value: Double) -> String {
        withVaList([value]) { arguments in
            // The longest finite Double prints with 309 digits before the point.
            var buffer = [CChar](repeating: 0, count: 400)
            let length = vsnprintf(&buffer, buffer.count, format, arguments)
            return String(decoding: buffer.prefix(max(0, Int(length))).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
