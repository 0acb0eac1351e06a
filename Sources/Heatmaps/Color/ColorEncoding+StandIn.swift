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
