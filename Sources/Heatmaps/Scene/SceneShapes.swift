/// Lines and rectangle outlines of one colour and width. Outlines lie just outside their rectangles and hide no cell.
public struct StrokeGroup: Hashable, Sendable {
    public let color: RGBColor
    public let width: Double
    public let lines: [Line]
    public let outlines: [Rect]

    public init(color: RGBColor, width: Double, lines: [Line], outlines: [Rect]) {
        self.color = color
        self.width = width
        self.lines = lines
        self.outlines = outlines
    }
}

/// Points joined by straight lines with round corners.
public struct Polyline: Hashable, Sendable {
    public let points: [Point]
    public let color: RGBColor
    public let width: Double
    /// The lengths of a dash and of the gap after it; empty for a whole line.
    public let dash: [Double]
}

/// A filled shape with straight sides and an outline.
public struct Polygon: Hashable, Sendable {
    public let corners: [Point]
    public let fill: RGBColor
    public let line: RGBColor
    public let width: Double
}
