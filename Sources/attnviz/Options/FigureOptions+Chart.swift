import Heatmaps

extension FigureOptions {
    /// - Throws: `UsageError` for an option that applies to heatmaps only.
    func checkForChart() throws {
        if let option = givenForHeatmaps.first { throw Self.onlyForHeatmaps(option) }
    }

    /// Applies the options to a line chart.
    ///
    /// - Throws: `UsageError` for an option that applies to heatmaps only.
    func apply(to chart: inout LineChart) throws {
        try checkForChart()
        page.apply(to: &chart)
        if let title = titles.title { chart.title = title.isEmpty ? nil : title }
        if let label = titles.xlabel { chart.xLabel = label.isEmpty ? nil : label }
        if let text = titles.alt { chart.alternativeText = text }
        if let author = titles.author { chart.author = author }
        if let keywords = titles.keywords { chart.keywords = keywords.text }
    }

    static func onlyForHeatmaps(_ option: String) -> UsageError {
        UsageError("\(option) is for heatmaps, and --study draws curves")
    }

    /// The options on the command line that apply to heatmaps only.
    private var givenForHeatmaps: [String] {
        let titled: [(String, Bool)] = [
            ("--column-titles", titles.columnTitles != nil), ("--row-titles", titles.rowTitles != nil),
            ("--panel-titles", titles.panelTitles != nil), ("--letters", titles.letters),
            ("--ylabel", titles.ylabel != nil), ("--cell-size", page.cellSize != nil),
        ]
        let colored: [(String, Bool)] = [
            ("--cmap", colors.cmap != nil), ("--vmin", colors.vmin != nil), ("--vmax", colors.vmax != nil),
            ("--norm", colors.norm != nil), ("--center", colors.center != nil), ("--robust", colors.robust),
            ("--color-scale", colors.colorScale != nil), ("--colorbar", colors.colorbar != nil),
            ("--colorbar-label", colors.colorbarLabel != nil),
        ]
        let celled: [(String, Bool)] = [
            ("--annotate", cells.annotate != nil),
            ("--annotate-above", cells.annotateAbove != nil), ("--cell-texts", cells.cellTexts != nil),
            ("--hover", cells.hover), ("--labels", cells.labels != nil),
            ("--label-width", cells.labelWidth != nil), ("--split-x", cells.splitX != nil),
            ("--split-y", cells.splitY != nil), ("--x-segments", cells.xSegments != nil),
            ("--y-segments", cells.ySegments != nil), ("--marginals", cells.marginals),
            ("--grid-lines", cells.gridLines), ("--mark", !cells.mark.isEmpty),
        ]
        return (titled + colored + celled).filter(\.1).map(\.0)
    }
}
