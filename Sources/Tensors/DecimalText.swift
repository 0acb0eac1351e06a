#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Numbers in decimal digits, as C's printf rounds and writes them.
package enum DecimalText {
    /// Digits before and `decimals` digits after the point.
    package static func fixed(_ value: Double, decimals: Int) -> String { formatted("%.\(decimals)f", value) }

    /// At most `digits` significant digits, without trailing zeros.
    package static func general(_ value: Double, digits: Int) -> String { formatted("%.\(digits)g", value) }

    /// One digit before and `decimals` digits after the point, times a power of ten.
    package static func scientific(_ value: Double, decimals: Int) -> String { formatted("%.\(decimals)e", value) }

    private static func formatted(_ format: String, _ value: Double) -> String {
        withVaList([value]) { arguments in
            // The longest finite Double has 309 digits before the point.
            var buffer = [CChar](repeating: 0, count: 400)
            let length = vsnprintf(&buffer, buffer.count, format, arguments)
            let digits = buffer.prefix(min(max(0, Int(length)), buffer.count - 1))
            return String(decoding: digits.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
