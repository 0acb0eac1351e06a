import Testing

@testable import Heatmaps

struct ThemeTests {
    /// WCAG 2.2: 4.5 to 1 for text, 3 to 1 for lines that carry meaning.
    @Test(arguments: [
        FigureTheme.standard, .article, FigureTheme.standard.onDarkPage(), FigureTheme.article.onDarkPage(),
    ])
    func textAndLinesStandOutFromThePage(theme: FigureTheme) throws {
        let page = try #require(theme.background)
        #expect(theme.titleColor.contrast(with: page) >= 4.5)
        #expect(theme.labelColor.contrast(with: page) >= 4.5)
        #expect(theme.lineColor.contrast(with: page) >= 3)
    }

    @Test(arguments: [0xffffff, 0xfafafa, 0x808080, 0x777777, 0xff0000, 0x0000ff, 0x00ff00, 0x123456, 0x000000])
    func textAndLinesStandOutFromAPageOfAnyColour(page: UInt32) throws {
        for theme in [
            FigureTheme.standard.onPage(RGBColor(page)), FigureTheme.article.onDarkPage().onPage(RGBColor(page)),
        ] {
            #expect(theme.background == RGBColor(page))
            try textAndLinesStandOutFromThePage(theme: theme)
        }
    }

    @Test func onlyWhatWouldNotStandOutChanges() {
        let pale = FigureTheme.standard.onPage(RGBColor(0xfafafa))
        #expect(
            pale.labelColor == FigureTheme.standard.labelColor && pale.maskedFill == FigureTheme.standard.maskedFill)
        #expect(
            FigureTheme.standard.onPage(RGBColor(0x101010)).maskedFill == FigureTheme.standard.onDarkPage().maskedFill)
        #expect(FigureTheme.standard.onPage(RGBColor(0x808080)).labelColor == RGBColor(0x000000))
        #expect(FigureTheme.standard.onTransparentPage().titleColor == FigureTheme.standard.titleColor)
    }

    @Test(arguments: [FigureTheme.standard, FigureTheme.standard.onDarkPage()])
    func maskedCellsAndNaNHaveColoursOfTheirOwn(theme: FigureTheme) throws {
        #expect(theme.maskedFill != theme.notANumberFill)
        for name in Colormap.baseNames where name != "Greys" {
            let colors = try Colormap.named(name).colors
            #expect(!colors.contains(theme.maskedFill) && !colors.contains(theme.notANumberFill))
        }
    }

    @Test func onlyColoursChangeOnADarkPage() {
        let dark = FigureTheme.article.onDarkPage()
        #expect(
            dark.lineWidth == FigureTheme.article.lineWidth && dark.tickLabelSize == FigureTheme.article.tickLabelSize)
        #expect(dark.background != FigureTheme.article.background)
    }
}
