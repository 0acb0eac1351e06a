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
    public let colormap: Colormap

    /// - Throws: `FigureError.invalidRange` unless both ends are finite and `minimum <= maximum`.
    public init(minimum: Double, maximum: Double, colormap: Colormap) throws(FigureError) {
        guard minimum.isFinite, maximum.isFinite, minimum <= maximum else {
            throw .invalidRange(minimum: minimum, maximum: maximum)
        }
        self.minimum = minimum
        self.maximum = maximum
        self.colormap = colormap
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
        // Halves first: the width of the range may itself not fit in a Double.
        let share = (value / 2 - minimum / 2) / (maximum / 2 - minimum / 2)
        return min(Int(share * Double(Colormap.size)), Colormap.size - 1)
    }
}
