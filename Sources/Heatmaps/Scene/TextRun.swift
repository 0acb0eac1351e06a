/// One line of text at a position on the page.
package struct TextRun: Hashable, Sendable {
    package enum Direction: Sendable {
        /// Left to right.
        case across
        /// Bottom to top: turned by 90° against the clock.
        case upwards
        /// From the lower left to the upper right: turned by 45° against the clock.
        case slanted

        /// The angle in radians, against the clock.
        package var angle: Double {
            switch self {
            case .across: 0
            case .slanted: .pi / 4
            case .upwards: .pi / 2
            }
        }
    }

    enum Horizontal { case start, center, end }
    enum Vertical { case baseline, middle, top, bottom }

    package let text: String
    package let style: TextStyle
    package let color: RGBColor
    package let direction: Direction
    /// The left end of the baseline.
    package private(set) var origin: ScenePoint
    /// What the text covers before it is turned, relative to `origin`.
    package let extents: SceneRect

    /// The upright rectangle around the turned text.
    package var box: SceneRect {
        let corners = [
            (extents.x, extents.y), (extents.maxX, extents.y), (extents.x, extents.maxY), (extents.maxX, extents.maxY),
        ].map { TextRun.turned($0.0, $0.1, direction) }
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        let left = xs.min() ?? 0
        let top = ys.min() ?? 0
        return SceneRect(
            x: origin.x + left, y: origin.y + top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }

    mutating func move(x: Double, y: Double) {
        origin.x += x
        origin.y += y
    }

    /// Places a line so that the chosen point of it, before turning, lies at `anchor`.
    init(
        _ text: String, style: TextStyle, color: RGBColor, at anchor: ScenePoint, horizontal: Horizontal = .center,
        vertical: Vertical = .baseline, direction: Direction = .across, measurer: some TextMeasuring
    ) {
        let measured = measurer.measure(text, style: style)
        let dx =
            switch horizontal {
            case .start: 0.0
            case .center: measured.advance / 2
            case .end: measured.advance
            }
        let dy =
            switch vertical {
            case .baseline: 0.0
            case .middle: -measurer.capHeight(style) / 2
            case .top: -measurer.capHeight(style)
            case .bottom: measured.descent
            }
        let shift = TextRun.turned(dx, dy, direction)
        self.text = text
        self.style = style
        self.color = color
        self.direction = direction
        origin = ScenePoint(x: anchor.x - shift.x, y: anchor.y - shift.y)
        extents = measured.box
    }

    private static func turned(_ x: Double, _ y: Double, _ direction: Direction) -> (x: Double, y: Double) {
        switch direction {
        case .across: return (x, y)
        case .upwards: return (y, -x)
        case .slanted:
            let half = 0.5.squareRoot()
            return ((x + y) * half, (y - x) * half)
        }
    }
}
