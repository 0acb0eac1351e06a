import Tensors

/// The format of the numbers that are written into the cells.
public enum CellAnnotation: Hashable, Sendable {
    /// As many decimals as suit the largest value: none from 100 on, one from 10 on, two from 0.1 on, and below it as many as
    /// show two digits of it; powers of ten where those would be more than five.
    case automatic
    /// A number of digits after the decimal point, as `.2f`.
    case fixed(decimals: Int)
    /// A hundred times the value with a percent sign, as `.0%`.
    case percent(decimals: Int)

    /// Reads `auto`, or a format of Python: `.2f`, `.0%`.
    ///
    /// - Throws: `FigureError.annotationFormat`.
    public init(_ text: String) throws(FigureError) {
        if text == "auto" {
            self = .automatic
            return
        }
        guard text.first == ".", let decimals = Int(text.dropFirst().dropLast()), (0...9).contains(decimals) else {
            throw .annotationFormat(text)
        }
        switch text.last {
        case "f": self = .fixed(decimals: decimals)
        case "%": self = .percent(decimals: decimals)
        default: throw .annotationFormat(text)
        }
    }

    /// - Parameter largest: the largest magnitude of the values annotated.
    func text(_ value: Float, largest: Double) -> String {
        switch self {
        case .automatic:
            Self.automatic(Double(value), largest: largest)
        case .fixed(let decimals): NumberText.fixed(Double(value), decimals: decimals)
        case .percent(let decimals): NumberText.fixed(Double(value) * 100, decimals: decimals) + "%"
        }
    }

    private static func automatic(_ value: Double, largest: Double) -> String {
        if largest >= 10 { return NumberText.fixed(value, decimals: largest < 100 ? 1 : 0) }
        var (decimals, digit) = (2, 0.1)
        while largest < digit, decimals <= 5, largest > 0 { (decimals, digit) = (decimals + 1, digit / 10) }
        if decimals <= 5 { return NumberText.fixed(value, decimals: decimals) }
        return value == 0 ? "0" : NumberText.scientific(value, decimals: 1)
    }
}
