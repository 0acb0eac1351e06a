import Tensors

/// Numbers written into the cells.
public enum CellAnnotation: Hashable, Sendable {
    /// As many decimals as suit the largest value: two below 10, one below 100, none above.
    case automatic
    /// `.2f`: so many digits after the point.
    case fixed(decimals: Int)
    /// `.0%`: hundred times the value, with a percent sign.
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
            NumberText.fixed(Double(value), decimals: largest < 10 ? 2 : largest < 100 ? 1 : 0)
        case .fixed(let decimals): NumberText.fixed(Double(value), decimals: decimals)
        case .percent(let decimals): NumberText.fixed(Double(value) * 100, decimals: decimals) + "%"
        }
    }
}
