extension FigureTheme {
    /// The look of `show_heatmaps` in the articles: larger type, black frames, ticks at nice steps, a short colorbar.
    public static let article: FigureTheme = {
        var theme = FigureTheme()
        theme.panelTitleSize = 12
        theme.axisLabelSize = 10
        theme.tickLabelSize = 10
        theme.titleColor = RGBColor(0x000000)
        theme.labelColor = RGBColor(0x000000)
        theme.lineColor = RGBColor(0x000000)
        theme.lineWidth = 0.8
        theme.tickLength = 3.5
        theme.tickPadding = 3.5
        theme.colorbarLength = 0.6
        theme.labelsEveryIndex = false
        return theme
    }()

    /// For a figure that is printed at its own size in a paper: small type, fine lines, narrow gaps.
    public static let paper: FigureTheme = {
        var theme = FigureTheme()
        theme.titleSize = 9
        theme.panelTitleSize = 8
        theme.axisLabelSize = 8
        theme.tickLabelSize = 7
        theme.lineWidth = 0.4
        theme.tickLength = 2
        theme.tickPadding = 2
        theme.labelPadding = 3.5
        theme.margin = 2
        theme.panelGap = 7
        theme.colorbarWidth = 6
        theme.marginalLength = 16
        theme.colorbarGap = 8
        return theme
    }()

    /// For a screen that is looked at from far: large type, strong lines.
    public static let slides: FigureTheme = {
        var theme = FigureTheme()
        theme.titleSize = 26
        theme.panelTitleSize = 20
        theme.axisLabelSize = 18
        theme.tickLabelSize = 16
        theme.smallestLabelSize = 10
        theme.longestLabel = 200
        theme.lineWidth = 1
        theme.tickLength = 4
        theme.tickPadding = 4
        theme.labelPadding = 9
        theme.margin = 24
        theme.panelGap = 20
        theme.colorbarWidth = 18
        theme.marginalLength = 44
        theme.colorbarGap = 22
        return theme
    }()

    /// The same look with type and distances multiplied by `factor`; no type becomes smaller than `smallestLabelSize`.
    func compacted(by factor: Double) -> FigureTheme {
        guard factor != 1 else { return self }
        var theme = self
        for size in [\FigureTheme.titleSize, \.panelTitleSize, \.axisLabelSize, \.tickLabelSize] {
            theme[keyPath: size] = max(min(self[keyPath: size], smallestLabelSize), self[keyPath: size] * factor)
        }
        for length in [
            \FigureTheme.tickLength, \.tickPadding, \.labelPadding, \.margin, \.panelGap, \.colorbarWidth,
            \.colorbarGap,
            \.marginalLength,
        ] {
            theme[keyPath: length] = self[keyPath: length] * factor
        }
        return theme
    }
}
