/// The mapping from values to colours.
public struct ColorEncoding: Hashable, Sendable {
    public var colormap = Colormap.reds
    /// Which panels share one range and one colorbar.
    public var sharing = ScaleSharing.shared
    /// The value of the first colour; nil takes the smallest value drawn.
    public var minimum: Double?
    /// The value of the last colour; nil takes the largest value drawn.
    public var maximum: Double?
    /// How the range is spread over the colours.
    public var norm = ColorNorm.linear
    /// Whether a range without limits of its own leaves out the lowest and the highest 2 % of the values.
    public var isRobust = false

    public init() {}
}

extension ColorEncoding {
    /// The encoding with a range of its own, for a layout before the values are known. The numbers at its colorbar are as wide
    /// as those of small values (0.0006), so that the real colorbar needs no more room in most figures.
    var forUnknownValues: ColorEncoding {
        var encoding = self
        encoding.isRobust = false
        let span = 0.0006
        switch norm {
        case .log:
            encoding.maximum = maximum ?? max(1, (minimum ?? 0) * 10)
            encoding.minimum = minimum ?? (encoding.maximum ?? 1) / 1e4
        case .twoSlope(let center):
            encoding.minimum = minimum ?? center - span
            encoding.maximum = maximum ?? center + span
        case .linear, .symmetricLog, .power:
            encoding.minimum = minimum ?? min(0, (maximum ?? span) - span)
            encoding.maximum = maximum ?? (encoding.minimum ?? 0) + span
        }
        return encoding
    }
}
