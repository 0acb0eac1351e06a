/// A point of the page in points (1/72 inch); x grows to the right, y grows downwards.
package struct ScenePoint: Hashable, Sendable {
    package var x: Double
    package var y: Double

    package init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}

/// A width and a height in points.
public struct FigureSize: Hashable, Sendable {
    public var width: Double
    public var height: Double

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    /// The shorter of the two.
    var side: Double { min(width, height) }
}

/// An upright rectangle in points.
package struct SceneRect: Hashable, Sendable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The smallest rectangle that holds all points.
    init(around points: [ScenePoint]) {
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        self.init(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }

    package var size: FigureSize { FigureSize(width: width, height: height) }
    package var maxX: Double { x + width }
    package var maxY: Double { y + height }
    package var midX: Double { x + width / 2 }
    package var midY: Double { y + height / 2 }

    /// The smallest rectangle that holds both.
    package func union(_ other: SceneRect) -> SceneRect {
        let left = min(x, other.x)
        let top = min(y, other.y)
        return SceneRect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }

    /// Whether the two share more than an edge of `tolerance` points.
    package func overlaps(_ other: SceneRect, tolerance: Double = 1e-6) -> Bool {
        x < other.maxX - tolerance && other.x < maxX - tolerance
            && y < other.maxY - tolerance && other.y < maxY - tolerance
    }

    package func offset(x dx: Double, y dy: Double) -> SceneRect {
        SceneRect(x: x + dx, y: y + dy, width: width, height: height)
    }

    package func insetBy(_ amount: Double) -> SceneRect {
        SceneRect(x: x + amount, y: y + amount, width: width - 2 * amount, height: height - 2 * amount)
    }
}

/// A straight line.
package struct SceneLine: Hashable, Sendable {
    package let start: ScenePoint
    package let end: ScenePoint

    func offset(x: Double, y: Double) -> SceneLine {
        SceneLine(start: ScenePoint(x: start.x + x, y: start.y + y), end: ScenePoint(x: end.x + x, y: end.y + y))
    }
}
