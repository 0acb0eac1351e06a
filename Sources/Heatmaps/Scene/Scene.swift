/// A finished page: a flat list of what to draw, in order. Lengths are in points; colours are opaque.
public struct Scene: Sendable {
    public let page: Size
    public let background: RGBColor
    public let items: [SceneItem]
    /// The title of the document.
    public let title: String
    /// The figure in words, for readers who cannot see it.
    public let description: String
    /// What the reader should be told besides: labels left out, values clamped.
    public let notes: [String]
}

public enum SceneItem: Sendable {
    case cells(CellBlock)
    case strokes(StrokeGroup)
    case text(TextRun)
}

/// A straight line.
public struct Line: Hashable, Sendable {
    public let start: Point
    public let end: Point

    func offset(x: Double, y: Double) -> Line {
        Line(start: Point(x: start.x + x, y: start.y + y), end: Point(x: end.x + x, y: end.y + y))
    }
}

/// Lines and rectangle outlines of one colour and width.
public struct StrokeGroup: Hashable, Sendable {
    public let color: RGBColor
    public let width: Double
    public let lines: [Line]
    public let outlines: [Rect]
}

/// A matrix of coloured cells that fill a frame.
public struct CellBlock: Hashable, Sendable {
    public let frame: Rect
    public let rows: Int
    public let columns: Int
    public let palette: [RGBColor]
    /// Row-major; each is a place in `palette`.
    public let indices: [UInt16]

    public func color(row: Int, column: Int) -> RGBColor {
        palette[Int(indices[row * columns + column])]
    }
}

/// What a cell shows.
enum CellKind: Hashable {
    case value, masked, notANumber
}
