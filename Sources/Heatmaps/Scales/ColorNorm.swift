#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the values of a range are spread over the colours (matplotlib's norms).
public enum ColorNorm: Hashable, Sendable {
    /// Evenly.
    case linear
    /// Evenly in the logarithm: equal ratios are equal steps. Values up to 0 lie below the range.
    case log
    /// Evenly within the threshold around 0, logarithmically beyond it; the linear part is as wide as one decade is
    /// (matplotlib's `SymLogNorm` of base 10). The threshold is positive.
    case symmetricLog(threshold: Double)
    /// The share of the range to a positive power: below 1 small values get more colours.
    case power(exponent: Double)
    /// The middle colour at the centre, and each side spread evenly by itself.
    case twoSlope(center: Double)

    /// The share of the way from `minimum` (0) to `maximum` (1) at which a value between them lies.
    func share(of value: Double, minimum: Double, maximum: Double) -> Double {
        func linear(_ value: Double, _ low: Double, _ high: Double) -> Double {
            guard low < high else { return 0 }
            // Halves where the width of the range does not fit in a Double; elsewhere half of the smallest number would be 0.
            let width = high - low
            return width < .infinity ? (value - low) / width : (value / 2 - low / 2) / (high / 2 - low / 2)
        }
        switch self {
        case .linear:
            return linear(value, minimum, maximum)
        case .log:
            guard value > 0, minimum > 0 else { return 0 }
            return linear(Self.logarithm(value), Self.logarithm(minimum), Self.logarithm(maximum))
        case .symmetricLog(let threshold):
            func bent(_ value: Double) -> Double {
                let size = value.magnitude
                // 10 / 9 joins the two parts without a jump in the density of colours. The quotient may not fit in a Double.
                let step =
                    size <= threshold
                    ? size / threshold * 10 / 9 : 10 / 9 + Self.logarithm(size) - Self.logarithm(threshold)
                return value < 0 ? -step : step
            }
            return linear(bent(value), bent(minimum), bent(maximum))
        case .power(let exponent):
            return pow(linear(value, minimum, maximum), exponent)
        case .twoSlope(let center):
            return value < center
                ? linear(value, minimum, center) / 2 : 0.5 + linear(value, center, maximum) / 2
        }
    }

    /// Whether the ticks of a scale are at equal distances, so that they have the same decimals.
    var hasEvenSteps: Bool {
        switch self {
        case .linear, .power, .twoSlope: true
        case .log, .symmetricLog: false
        }
    }

    /// Whether no value of its own has the middle colour.
    var hasNoCenter: Bool { if case .twoSlope = self { false } else { true } }

    private static func logarithm(_ value: Double) -> Double { log10(value) }

    /// - Throws: `FigureError.notAllowed` for a threshold or an exponent that is not positive, or a centre that is no number.
    func check() throws(FigureError) {
        switch self {
        case .linear, .log: break
        case .symmetricLog(let threshold): try FigureQuantity.linearThreshold.check(threshold)
        case .power(let exponent): try FigureQuantity.exponent.check(exponent)
        case .twoSlope(let center): try FigureQuantity.center.check(center)
        }
    }
}
