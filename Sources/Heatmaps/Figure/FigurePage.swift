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

    /// The largest side of a page in points: cairo's images are at most 32,767 dots wide and high.
    var largestSide: Double { min(FigureQuantity.largestPageSide, 32_767 * dot) }

    /// - Throws: `FigureError.notAllowed`.
    func check() throws(FigureError) {
        try FigureQuantity.resolution.check(resolution)
        if let cellSize { try FigureQuantity.cellSize.check(cellSize) }
        if let width { try FigureQuantity.pageWidth.check(width) }
        if let height { try FigureQuantity.pageHeight.check(height) }
    }
}
