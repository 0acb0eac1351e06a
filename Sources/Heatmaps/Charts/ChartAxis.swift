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
