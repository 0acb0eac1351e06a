/// A number that is set for a figure and has a range of allowed values.
public enum FigureQuantity: String, Hashable, Sendable {
    case resolution
    case cellSize = "cell size"
    case pageWidth = "page width"
    case pageHeight = "page height"
    case panelColumns = "number of columns"
    case linearThreshold = "linear threshold"
    case exponent = "exponent of the colour scale"
    case center = "centre of the colour scale"

    /// The largest side of a page in points, so that a mistyped size cannot ask for all memory: 200 inches, the limit of PDF
    /// viewers.
    static let largestPageSide = 14_400.0

    /// The allowed values in words.
    public var allowed: String {
        switch self {
        case .resolution: "from 10 to 2400 dots per inch"
        case .cellSize: "more than 0 and at most 1000 pt"
        case .pageWidth, .pageHeight: "from 1 to \(Int(FigureQuantity.largestPageSide)) pt"
        case .panelColumns: "at least 1"
        case .linearThreshold, .exponent: "more than 0"
        case .center: "a finite number"
        }
    }

    /// - Throws: `FigureError.notAllowed`.
    package func check(_ value: Double) throws(FigureError) {
        let isAllowed =
            switch self {
            case .resolution: value >= 10 && value <= 2400
            case .cellSize: value > 0 && value <= 1000
            case .pageWidth, .pageHeight: value >= 1 && value <= FigureQuantity.largestPageSide
            case .panelColumns: value >= 1
            case .linearThreshold, .exponent: value > 0 && value.isFinite
            case .center: value.isFinite
            }
        guard isAllowed else { throw .notAllowed(self, value: value) }
    }
}
