/// How values become colours.
public struct ColorEncoding: Hashable, Sendable {
    public var colormap = Colormap.reds
    /// Which panels share one range, and so one colorbar.
    public var sharing = ScaleSharing.shared
    /// The value of the first colour; nil takes the smallest value drawn.
    public var minimum: Double?
    /// The value of the last colour; nil takes the largest value drawn.
    public var maximum: Double?
    /// How the range is spread over the colours.
    public var norm = ColorNorm.linear
    /// Where no limit is set, the range leaves out the lowest and the highest 2 % of the values.
    public var isRobust = false

    public init() {}
}

extension ColorEncoding {
    /// The same encoding with a range for values that are not known yet. The numbers at its bar are as wide as those of small
    /// weights are, so that a page laid out with it has room for the bar of most figures.
    var standingIn: ColorEncoding {
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
