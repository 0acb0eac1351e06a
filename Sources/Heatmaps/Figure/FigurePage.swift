/// The size and the resolution of the page of a figure. A side without a length is as long as the content needs.
public struct FigurePage: Hashable, Sendable {
    /// The width in points; the cells are as large as fits. From 1 to 14,400.
    public var width: Double?
    /// The height in points; the cells are as large as fits. From 1 to 14,400.
    public var height: Double?
    /// The side of a cell in points, more than 0 and at most 1000.
    public var cellSize: Double?
    /// Dots per inch, from 10 to 2400. Cells are whole dots wide and begin on whole dots, so that a PNG of the figure is exact.
    public var resolution: Double

    public init(size: FigureSize? = nil, cellSize: Double? = nil, resolution: Double = 150) {
        width = size?.width
        height = size?.height
        self.cellSize = cellSize
        self.resolution = resolution
    }

    /// Width and height where both are fixed.
    public var size: FigureSize? {
        get {
            guard let width, let height else { return nil }
            return FigureSize(width: width, height: height)
        }
        set { (width, height) = (newValue?.width, newValue?.height) }
    }

    /// The side of one dot in points.
    var dot: Double { 72 / resolution }

    /// The largest side in points that files of all formats can have: cairo's images have at most 32,767 dots along a side.
    var largestSide: Double { min(FigureQuantity.largestPageSide, 32_767 * dot) }

    /// - Throws: `FigureError.notAllowed`.
    func check() throws(FigureError) {
        try FigureQuantity.resolution.check(resolution)
        if let cellSize { try FigureQuantity.cellSize.check(cellSize) }
        if let width { try FigureQuantity.pageWidth.check(width) }
        if let height { try FigureQuantity.pageHeight.check(height) }
    }
}
