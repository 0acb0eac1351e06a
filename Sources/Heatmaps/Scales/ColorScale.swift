/// Which panels share one colour scale, and so one colorbar.
public enum ScaleSharing: String, CaseIterable, Sendable {
    case shared, row, column, panel
}

/// The one rule that turns a value into a colour, for the cells and for the colorbar alike.
///
/// Values below the range take the first colour and values above it the last. NaN has no colour here: a figure
/// gives it a look of its own.
public struct ColorScale: Hashable, Sendable {
    public let minimum: Double
    public let maximum: Double
    public let norm: ColorNorm
    public let colormap: Colormap

    /// - Throws: `FigureError.invalidRange` unless both ends are finite and `minimum <= maximum`, and with `.log` unless
    ///   both are positive; `.notAllowed` for a norm that is none.
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

    /// How far a value lies along the colours, from 0 to 1; the only value of a constant scale lies at 0.
    public func share(of value: Double) -> Double {
        guard value > minimum else { return 0 }
        guard value < maximum else { return isConstant ? 0 : 1 }
        return norm.share(of: value, minimum: minimum, maximum: maximum)
    }

    /// Whether there is one value only: cells are flat and the bar names the value.
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
