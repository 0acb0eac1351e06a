/// The page of a figure. A side without a length is as long as the content needs.
public struct FigurePage: Hashable, Sendable {
    /// The width in points; cells are made as large as fits.
    public var width: Double?
    /// The height in points; cells are made as large as fits.
    public var height: Double?
    /// The side of a cell in points.
    public var cellSize: Double?
    /// Dots per inch. Cells are whole dots wide and begin on whole dots, so that a PNG of the figure is exact.
    public var resolution: Double

    /// The page size is bounded so that a mistyped size cannot ask for all memory: 200 inches, the limit of PDF viewers.
    static let largestSide = 14_400.0

    public init(size: FigureSize? = nil, cellSize: Double? = nil, resolution: Double = 150) {
        width = size?.width
        height = size?.height
        self.cellSize = cellSize
        self.resolution = resolution
    }

    /// Both sides, where both are fixed.
    public var size: FigureSize? {
        get {
            guard let width, let height else { return nil }
            return FigureSize(width: width, height: height)
        }
        set { (width, height) = (newValue?.width, newValue?.height) }
    }

    /// The side of one dot in points.
    var dot: Double { 72 / resolution }

    func check() throws(FigureError) {
        guard resolution >= 10, resolution <= 2400 else {
            throw .invalidSize(name: "resolution", value: resolution, allowed: "from 10 to 2400 dots per inch")
        }
        if let cellSize, !(cellSize > 0 && cellSize <= 1000) {
            throw .invalidSize(name: "cell size", value: cellSize, allowed: "more than 0 and at most 1000 pt")
        }
        for (name, value) in [("page width", width), ("page height", height)] {
            if let value, !(value >= 1 && value <= FigurePage.largestSide) {
                throw .invalidSize(name: name, value: value, allowed: "from 1 to \(Int(FigurePage.largestSide)) pt")
            }
        }
    }
}
