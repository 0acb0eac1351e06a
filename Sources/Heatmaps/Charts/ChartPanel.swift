/// One panel of a chart: curves over one quantity.
public struct ChartPanel: Hashable, Sendable {
    /// What is measured, with its unit.
    public var title: String
    /// Linear axes begin at 0.
    public var y: ChartAxis
    public var curves: [Curve]
    public var guides: [Guide]

    public init(title: String, y: ChartAxis, curves: [Curve], guides: [Guide] = []) {
        self.title = title
        self.y = y
        self.curves = curves
        self.guides = guides
    }

    /// Measured points joined by straight lines.
    public struct Curve: Hashable, Sendable {
        public struct Point: Hashable, Sendable {
            public let x: Double
            public let y: Double
            /// Half the length of the bar through the point, in units of y.
            public let error: Double

            public init(x: Double, y: Double, error: Double = 0) {
                self.x = x
                self.y = y
                self.error = error
            }
        }

        /// Curves of a chart differ in colour, marker and line, so that they differ in grey, too.
        public enum Look: Hashable, Sendable {
            /// A whole line with filled circles.
            case filled
            /// A dashed line with open squares.
            case open
        }

        /// What the legend calls it; curves of one name are the same in all panels.
        public let name: String
        public let look: Look
        public let points: [Point]

        public init(name: String, look: Look, points: [Point]) {
            self.name = name
            self.look = look
            self.points = points
        }
    }

    /// A thin line that says what theory expects, with its name above its right end.
    public struct Guide: Hashable, Sendable {
        public let label: String
        public let points: [Curve.Point]

        public init(label: String, points: [Curve.Point]) {
            self.label = label
            self.points = points
        }
    }
}

/// How values are spread along a side of a chart.
public struct ChartAxis: Hashable, Sendable {
    public var isLogarithmic: Bool
    /// Where the ticks are; nil places them at nice steps. Those that would touch are left out.
    public var ticks: [Double]?

    public init(isLogarithmic: Bool = false, ticks: [Double]? = nil) {
        self.isLogarithmic = isLogarithmic
        self.ticks = ticks
    }

    func holds(_ value: Double) -> Bool { value.isFinite && (!isLogarithmic || value > 0) }
}
