#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What determines the decimals of automatic numbers: the values that are drawn under one colour scale.
struct AnnotatedValues: Hashable {
    let lowest: Double
    let highest: Double
    /// Whether all values are whole numbers.
    let isWhole: Bool
    /// Whether equal ratios are equal steps of colour.
    let isLogarithmic: Bool

    var largest: Double { max(lowest.magnitude, highest.magnitude) }
    var span: Double { highest - lowest }
}

extension CellAnnotation {
    /// Numbers with more digits than a `Float` has are powers of ten.
    private static let mostDigits = 9

    /// The format for these values; other formats than automatic ones stay.
    func resolved(for values: AnnotatedValues) -> CellAnnotation {
        guard style == .automatic else { return self }
        var format = self
        format.isResolved = true
        if values.isLogarithmic, !values.isWhole {
            (format.style, format.digits) = (.general, 2)
            return format
        }
        let wanted = max(Self.decimals(ofLargest: values.largest), Self.decimals(of: values.span))
        let decimals = values.isWhole ? 0 : min(wanted, Self.knownDecimals(values.largest))
        let whole = values.largest >= 1 ? Int(log10(values.largest)) + 1 : 1
        guard decimals > Self.mostDecimals(values) || whole + decimals > Self.mostDigits else {
            (format.style, format.digits) = (values.isWhole ? .whole : .fixed, decimals)
            return format
        }
        // Digits down to the same decimal, and at least two, as many as a `Float` surely has at most.
        let exponent = values.largest > 0 ? floor(log10(values.largest)) : 0
        let mantissa = Self.place(of: values.span).map { $0 + exponent } ?? 1
        (format.style, format.digits) = (.scientific, Int(min(max(1, mantissa), 7)))
        return format
    }

    /// Small numbers are powers of ten from here on; numbers near 1 are not.
    private static func mostDecimals(_ values: AnnotatedValues) -> Int { values.largest < 0.1 ? 5 : mostDigits }

    /// The decimals that a `Float` of this size has; further ones would be invented.
    private static func knownDecimals(_ largest: Double) -> Int {
        let step = Double(Float(min(largest, Double(Float.greatestFiniteMagnitude))).ulp)
        return Int(max(0, floor(-log10(step))))
    }

    private static func decimals(ofLargest largest: Double) -> Int {
        if largest >= 10 { return largest < 100 ? 1 : 0 }
        var (decimals, digit) = (2, 0.1)
        while largest < digit, decimals <= 5, largest > 0 { (decimals, digit) = (decimals + 1, digit / 10) }
        return decimals
    }

    /// The decimals at which values from one end of a range to the other have at least five texts.
    private static func decimals(of span: Double) -> Int { Int(max(0, place(of: span) ?? 0)) }

    /// The power of ten, with its sign turned, that goes into a range four times; nil for a single value.
    private static func place(of span: Double) -> Double? {
        guard span > 0, span.isFinite else { return nil }
        // A quarter of the smallest number would be 0.
        return ceil(log10(4) - log10(span) - 1e-9)
    }
}
