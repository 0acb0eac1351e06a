import Tensors

/// The format of the numbers that are written into the cells, and of those at the colorbar.
public struct CellAnnotation: Hashable, Sendable {
    enum Style: Hashable, Sendable {
        /// As suits the values, see `resolved(for:)`.
        case automatic
        /// `digits` after the decimal point.
        case fixed
        /// A hundred times the value with a percent sign, `digits` after the decimal point.
        case percent
        /// A power of ten, `digits` after the decimal point.
        case scientific
        /// At most `digits` significant digits, without trailing zeros.
        case general
        /// Whole numbers; other values have no text.
        case whole
    }

    var style: Style
    var digits = 6
    /// Stands between thousands.
    var separator: Character?
    /// Whether numbers that are not negative begin with a plus.
    var hasPlus = false
    /// Whether this is an automatic format, resolved for some values.
    var isResolved = false

    /// The decimals are those of the values that share a colour scale: whole numbers have none; others as many as suit the
    /// largest one (none from 100 on, one from 10 on, two from 0.1 on, below as many as show two digits of it), and as many
    /// as tell values apart that have different colours: 0.9991 and 0.9994. Numbers of more than eight digits are powers of
    /// ten. On a logarithmic scale each value has two digits.
    public static let automatic = CellAnnotation(style: .automatic)

    /// A number of digits after the decimal point, as `.2f`.
    public static func fixed(decimals: Int) -> CellAnnotation { CellAnnotation(style: .fixed, digits: decimals) }

    /// A hundred times the value with a percent sign, as `.0%`.
    public static func percent(decimals: Int) -> CellAnnotation { CellAnnotation(style: .percent, digits: decimals) }

    /// A `Float` has all whole numbers below this, and none of the odd ones above.
    static let largestExact = 16_777_216.0

    /// Whether numbers are written down to their last digit, however large they are.
    var writesAllDigits: Bool { [.whole, .fixed, .percent, .automatic].contains(style) }

    /// The text of a value; an automatic format must be resolved before.
    func text(_ value: Double) -> String {
        let digits =
            switch style {
            case .fixed: DecimalText.fixed(value, decimals: digits)
            case .percent: DecimalText.fixed(value * 100, decimals: digits) + "%"
            case .scientific where value == 0 && isResolved: "0"
            case .scientific: DecimalText.scientific(value, decimals: digits)
            case .general, .automatic: DecimalText.general(value, digits: max(1, digits))
            case .whole: DecimalText.fixed(value, decimals: 0)
            }
        return NumberText.signed(grouped(digits), hasPlus: hasPlus)
    }

    private func grouped(_ text: String) -> String {
        guard let separator else { return text }
        let start = text.firstIndex { $0.isNumber } ?? text.startIndex
        let whole = text[start...].prefix { $0.isNumber }
        var groups = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index).isMultiple(of: 3) { groups.append(separator) }
            groups.append(digit)
        }
        return text[..<start] + groups + text[whole.endIndex...]
    }
}
