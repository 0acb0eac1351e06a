import Testing

@testable import Heatmaps

struct ThemeTests {
    /// WCAG 2.2: 4.5 to 1 for text, 3 to 1 for lines that carry meaning.
    @Test(arguments: [Theme.standard, .article, Theme.standard.onDarkPage(), Theme.article.onDarkPage()])
    func textAndLinesStandOutFromThePage(theme: Theme) throws {
        let page = try #require(theme.background)
        #expect(theme.titleColor.contrast(with: page) >= 4.5)
        #expect(theme.labelColor.contrast(with: page) >= 4.5)
        #expect(theme.lineColor.contrast(with: page) >= 3)
    }

    @Test(arguments: [0xffffff, 0xfafafa, 0x808080, 0x777777, 0xff0000, 0x0000ff, 0x00ff00, 0x123456, 0x000000])
    func textAndLinesStandOutFromAPageOfAnyColour(page: UInt32) throws {
        for theme in [Theme.standard.onPage(RGBColor(page)), Theme.article.onDarkPage().onPage(RGBColor(page))] {
            #expect(theme.background == RGBColor(page))
            try textAndLinesStandOutFromThePage(theme: theme)
        }
    }

    @Test func onlyWhatWouldNotStandOutChanges() {
        let pale = Theme.standard.onPage(RGBColor(0xfafafa))
        #expect(pale.labelColor == Theme.standard.labelColor && pale.maskedFill == Theme.standard.maskedFill)
        #expect(Theme.standard.onPage(RGBColor(0x101010)).maskedFill == Theme.standard.onDarkPage().maskedFill)
        #expect(Theme.standard.onPage(RGBColor(0x808080)).labelColor == RGBColor(0x000000))
        #expect(Theme.standard.onTransparentPage().titleColor == Theme.standard.titleColor)
    }

    @Test(arguments: [Theme.standard, Theme.standard.onDarkPage()])
    func maskedCellsAndNaNHaveColoursOfTheirOwn(theme: Theme) throws {
        #expect(theme.maskedFill != theme.notANumberFill)
        for name in Colormap.baseNames where name != "Greys" {
            let colors = try Colormap.named(name).colors
            #expect(!colors.contains(theme.maskedFill) && !colors.contains(theme.notANumberFill))
        }
    }

    @Test func onlyColoursChangeOnADarkPage() {
        let dark = Theme.article.onDarkPage()
        #expect(dark.lineWidth == Theme.article.lineWidth && dark.tickLabelSize == Theme.article.tickLabelSize)
        #expect(dark.background != Theme.article.background)
    }
}
