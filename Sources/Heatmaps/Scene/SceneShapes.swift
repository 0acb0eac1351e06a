/// Lines and rectangle outlines of one colour and width. Outlines lie just outside their rectangles and hide no cell.
package struct StrokeGroup: Hashable, Sendable {
    package let color: RGBColor
    package let width: Double
    package let lines: [SceneLine]
    package let outlines: [SceneRect]

    package init(color: RGBColor, width: Double, lines: [SceneLine], outlines: [SceneRect]) {
        self.color = color
        self.width = width
        self.lines = lines
        self.outlines = outlines
    }
}

/// Points joined by straight lines with round corners.
package struct ScenePolyline: Hashable, Sendable {
    package let points: [ScenePoint]
    package let color: RGBColor
    package let width: Double
    /// The lengths of a dash and of the gap after it; empty for a whole line.
    package let dash: [Double]
}

/// A filled shape with straight sides and an outline.
package struct ScenePolygon: Hashable, Sendable {
    package let corners: [ScenePoint]
    package let fill: RGBColor
    package let line: RGBColor
    package let width: Double
}
