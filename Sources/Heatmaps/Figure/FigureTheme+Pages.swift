extension FigureTheme {
    /// The same look on a dark page: for slides and screens.
    public func onDarkPage() -> FigureTheme {
        var theme = self
        theme.background = RGBColor(0x15181e)
        theme.titleColor = RGBColor(0xf2f3f5)
        theme.labelColor = RGBColor(0xd3d7de)
        theme.lineColor = RGBColor(0x9aa1ad)
        theme.firstCurve = RGBColor(0xf4a582)
        theme.secondCurve = RGBColor(0x92c5de)
        theme.maskedFill = RGBColor(0x2b3038)
        theme.maskedLine = RGBColor(0x606875)
        theme.marginalFill = RGBColor(0x737d8b)
        theme.notANumberFill = RGBColor(0x37474f)
        theme.notANumberLine = RGBColor(0xcfd8dc)
        return theme
    }

    /// The theme on a page of that colour. A page on which white has more contrast than black takes the colours of a dark
    /// page; texts and lines with too little contrast (WCAG 2.2: 4.5 to 1 for text, 3 to 1 for lines) become black or white.
    public func onPage(_ color: RGBColor) -> FigureTheme {
        var theme = color.textColor == RGBColor(0xffffff) ? onDarkPage() : self
        theme.background = color
        for (part, leastContrast) in [
            (\FigureTheme.titleColor, 4.5), (\.labelColor, 4.5), (\.lineColor, 3), (\.firstCurve, 3),
            (\.secondCurve, 3),
        ]
        where theme[keyPath: part].contrast(with: color) < leastContrast {
            theme[keyPath: part] = color.textColor
        }
        return theme
    }

    /// The theme with a transparent page. Its colours are made for a page that is as light, or as dark, as that of the theme.
    public func onTransparentPage() -> FigureTheme {
        var theme = self
        theme.background = nil
        return theme
    }

    /// The colour of the casing along lines on cells, which makes them visible on any colour: that of the page, or of a
    /// white or black page where it is transparent.
    var caseColor: RGBColor { background ?? titleColor.textColor }
}
