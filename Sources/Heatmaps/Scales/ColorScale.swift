/// Which panels share one colour scale and its colorbar.
public enum ScaleSharing: String, CaseIterable, Sendable {
    case shared, row, column, panel
}

/// Maps values to colours: a range, a norm and a colormap. Cells and colorbar use the same scale.
///
/// Values below the range have the first colour and values above it the last. NaN has no colour: figures draw it as a cell
/// of another kind.
public struct ColorScale: Hashable, Sendable {
    public let minimum: Double
    public let maximum: Double
    public let norm: ColorNorm
    public let colormap: Colormap

    /// - Throws: `FigureError.invalidRange` unless both ends are finite and `minimum <= maximum`, and with `.log` unless
    ///   both are positive; `.notAllowed` for a parameter of the norm.
    public init(
        minimum: Double, maximum: Double, norm: ColorNorm = .linear, colormap: Colormap
    ) throws(FigureError) {
        guard minimum.isFinite, maximum.isFinite, minimum <= maximum else {
            throw .invalidRange(minimum: minimum, maximum: maximum)
        }
        if norm == .log, minimum <= 0 { throw .notPositive(minimum: minimum) }
        try norm.check()
        self.minimum = minimum
        self.maximum = maximum
        self.norm = norm
        self.colormap = colormap
    }

    /// Whether a diverging map has negative and positive values on the same side of its middle.
    var hidesZero: Bool {
        colormap.isDiverging && minimum < 0 && maximum > 0 && abs(share(of: 0) - 0.5) > 0.01
    }

    /// Whether the default map has negative and positive values, both of which are more than rounding errors.
    var mixesSigns: Bool {
        let larger = max(minimum.magnitude, maximum.magnitude)
        return colormap == .reds && min(-minimum, maximum) > larger / 100 && norm.hasNoCenter
    }

    /// The number of steps of `Float` from the minimum to the maximum where there are few; nil for more than the colours can
    /// show, and for a single value.
    var fewSteps: Int? {
        let largest = Float(max(minimum.magnitude, maximum.magnitude))
        guard !isConstant, largest.isFinite else { return nil }
        let steps = (maximum / 2 - minimum / 2) / Double(largest.ulp) * 2
        return steps < 32 ? max(1, Int(steps.rounded())) : nil
    }

    /// The same range and norm in other colours; nil changes nothing.
    func colored(by colormap: Colormap?) -> ColorScale {
        colormap.map { ColorScale(self, colormap: $0) } ?? self
    }

    private init(_ scale: ColorScale, colormap: Colormap) {
        minimum = scale.minimum
        maximum = scale.maximum
        norm = scale.norm
        self.colormap = colormap
    }

    /// The position of a value along the colours, from 0 to 1; 0 for every value of a constant scale.
    public func share(of value: Double) -> Double {
        guard value > minimum else { return 0 }
        guard value < maximum else { return isConstant ? 0 : 1 }
        return norm.share(of: value, minimum: minimum, maximum: maximum)
    }

    /// Whether the range is a single value: all cells have one colour, and the colorbar has one tick.
    public var isConstant: Bool { minimum == maximum }

    /// The index into `colormap.colors`, or nil for NaN.
    ///
    /// As matplotlib: a share x of the range takes entry floor(256 x), and x = 1 the last entry.
    public func index(of value: Float) -> Int? {
        guard !value.isNaN else { return nil }
        let value = Double(value)
        guard value > minimum else { return 0 }
        guard value < maximum else { return isConstant ? 0 : Colormap.size - 1 }
        return min(Int(share(of: value) * Double(Colormap.size)), Colormap.size - 1)
    }
}
