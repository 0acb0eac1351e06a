/// Finds the range of one colour scale from the panels that share it.
struct ColorScaleFitting {
    let colors: ColorEncoding
    let panels: [HeatmapPanel]
    /// The ranges of the finite values of those panels that have any.
    let ranges: [ClosedRange<Double>]

    init(_ colors: ColorEncoding, panels: [HeatmapPanel], ranges: [ClosedRange<Double>]) {
        self.colors = colors
        self.panels = panels
        self.ranges = ranges
    }

    /// The share of the values that a robust range leaves out at each end.
    private static let robustShare = 0.02

    /// - Throws: `FigureError.invalidRange`, `.notPositive`, `.notAllowed`.
    func scale() throws(FigureError) -> ColorScale {
        var (low, high) = (ranges.map(\.lowerBound).min(), ranges.map(\.upperBound).max())
        if colors.isRobust || colors.norm == .log, low != nil {
            let values = shownValues().filter { colors.norm != .log || $0 > 0 }.sorted()
            let skipped = colors.isRobust ? Self.robustShare : 0
            low = Self.quantile(skipped, of: values)
            high = Self.quantile(1 - skipped, of: values)
        }
        // Without any finite value the bar shows the limits set, or 0 to 1.
        var minimum = colors.minimum ?? low ?? min(colors.norm == .log ? 1e-3 : 0, colors.maximum ?? 0)
        var maximum = colors.maximum ?? high ?? max(1, colors.minimum ?? 1)
        if case .twoSlope(let center) = colors.norm {
            // Without values on one side of the centre, that side is as wide as the other.
            if colors.minimum == nil, minimum >= center { minimum = center - (maximum - center) }
            if colors.maximum == nil, maximum <= center { maximum = center + (center - minimum) }
            guard minimum < center && center < maximum || minimum == maximum else {
                throw .centerOutside(center: center, minimum: minimum, maximum: maximum)
            }
        }
        return try ColorScale(minimum: minimum, maximum: maximum, norm: colors.norm, colormap: colors.colormap)
    }

    /// The finite values of the cells that are not masked.
    private func shownValues() -> [Float] {
        panels.flatMap { panel in
            panel.values.elements.indices.lazy
                .filter { panel.masked?[$0] != true && panel.values.elements[$0].isFinite }
                .map { panel.values.elements[$0] }
        }
    }

    /// Linear between the two nearest values, as numpy.quantile does.
    private static func quantile(_ share: Double, of sorted: [Float]) -> Double? {
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let position = share * Double(sorted.count - 1)
        let index = Int(position)
        guard index + 1 < sorted.count else { return Double(share < 0.5 ? first : last) }
        let (low, high) = (Double(sorted[index]), Double(sorted[index + 1]))
        return low + (high - low) * (position - Double(index))
    }

    /// The values that lie below and above a scale.
    static func clipped(_ panels: [HeatmapPanel], scale: ColorScale) -> ClippedValues {
        var clipped = ClippedValues()
        for panel in panels {
            for (index, value) in panel.values.elements.enumerated() where panel.masked?[index] != true {
                if Double(value) < scale.minimum {
                    clipped.isBelow = true
                    if value.isFinite { clipped.below += 1 }
                } else if Double(value) > scale.maximum {
                    clipped.isAbove = true
                    if value.isFinite { clipped.above += 1 }
                }
            }
        }
        return clipped
    }
}

/// The values outside the range of a colour scale; they are drawn in its end colours.
struct ClippedValues: Hashable {
    /// The numbers of finite values below and above the range.
    var below = 0
    var above = 0
    /// Whether any value, finite or infinite, lies below or above: then the bar ends in an arrow there.
    var isBelow = false
    var isAbove = false
}
