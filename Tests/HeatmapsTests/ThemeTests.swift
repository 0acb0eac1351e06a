import Testing

@testable import Heatmaps

struct ThemeTests {
    /// WCAG 2.2: 4.5 to 1 for text, 3 to 1 for lines that carry meaning.
    @Test(arguments: [Theme.standard, .article, Theme.standard.onDarkPage(), Theme.article.onDarkPage()])
    func textAndLinesStandOutFromThePage(theme: Theme) {
        #expect(theme.titleColor.contrast(with: theme.background) >= 4.5)
        #expect(theme.labelColor.contrast(with: theme.background) >= 4.5)
        #expect(theme.lineColor.contrast(with: theme.background) >= 3)
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
