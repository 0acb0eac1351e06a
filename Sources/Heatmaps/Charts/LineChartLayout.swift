/// Turns a chart into a page: finds the size of the panels and how many stand side by side, and places everything.
package struct LineChartLayout<Measurer: TextMeasuring> {
    let chart: LineChart
    let measurer: Measurer

    package init(_ chart: LineChart, measurer: Measurer) {
        self.chart = chart
        self.measurer = measurer
    }

    private var theme: FigureTheme { chart.theme }

    /// The chart as a scene.
    ///
    /// - Throws: `FigureError` when the page cannot hold the chart.
    package func scene() throws(FigureError) -> FigureScene {
        try chart.page.check()
        let arrangement = try arrangement()
        let margin = theme.margin
        let bounds = placed(arrangement, at: ScenePoint(x: 0, y: 0)).bounds
        let page = FigureSize(
            width: chart.page.width ?? snapped(bounds.width + 2 * margin),
            height: chart.page.height ?? snapped(bounds.height + 2 * margin))
        let limit = chart.page.largestSide
        guard page.width <= limit, page.height <= limit else { throw .pageTooLarge(page: page, limit: limit) }
        let corner = ScenePoint(
            x: snapped((page.width - bounds.width) / 2 - bounds.x),
            y: snapped((page.height - bounds.height) / 2 - bounds.y))
        return FigureScene(
            page: page, resolution: chart.page.resolution, background: theme.background,
            items: placed(arrangement, at: corner).items(theme: theme),
            title: chart.title ?? "Line chart", author: chart.author, keywords: chart.keywords,
            description: chart.description, notes: [])
    }

    /// The number of panels side by side, and the size of each.
    private struct Arrangement {
        let columns: Int
        var size: FigureSize
    }

    /// The size of a panel on a page that grows with it, and the smallest that shows a curve.
    private var wished: FigureSize { FigureSize(width: theme.tickLabelSize * 18, height: theme.tickLabelSize * 14) }
    private var smallest: FigureSize { FigureSize(width: theme.tickLabelSize * 10, height: theme.tickLabelSize * 6) }

    private func arrangement() throws(FigureError) -> Arrangement {
        var needed = FigureSize(width: 0, height: 0)
        // Only numbers of columns that divide the number of panels: all rows are full.
        let count = chart.panels.count
        for columns in stride(from: count, through: 1, by: -1) where count.isMultiple(of: columns) {
            var arrangement = Arrangement(columns: columns, size: wished)
            let rows = count / columns
            // What lies around the panels does not grow with them.
            let block = panels(arrangement, at: ScenePoint(x: 0, y: 0)).bounds
            if let width = chart.page.width {
                let rest = block.width - Double(columns) * wished.width + 2 * theme.margin
                arrangement.size.width = snappedDown((width - rest) / Double(columns))
                arrangement.size.height = min(
                    wished.height, arrangement.size.width * wished.height / wished.width * 1.2)
            }
            if let height = chart.page.height {
                let all = placed(arrangement, at: ScenePoint(x: 0, y: 0)).bounds.height
                let rest = all - Double(rows) * arrangement.size.height + 2 * theme.margin
                arrangement.size.height = snappedDown((height - rest) / Double(rows))
            }
            arrangement.size.height = snappedDown(arrangement.size.height)
            if arrangement.size.width >= smallest.width, arrangement.size.height >= smallest.height,
                fits(placed(arrangement, at: ScenePoint(x: 0, y: 0)).bounds)
            {
                return arrangement
            }
            arrangement.size = smallest
            needed = placed(arrangement, at: ScenePoint(x: 0, y: 0)).bounds.size
        }
        throw .pageTooSmall(width: chart.page.width, height: chart.page.height, needed: needed)
    }

    /// Titles do not shrink with their panels, so a narrow arrangement can be wider than its panels say.
    private func fits(_ bounds: SceneRect) -> Bool {
        bounds.width <= chart.page.width ?? .infinity && bounds.height <= chart.page.height ?? .infinity
    }

    /// The pieces of the chart with the upper left corner of the first frame at `corner`.
    private func placed(_ arrangement: Arrangement, at corner: ScenePoint) -> ChartPieces {
        var pieces = panels(arrangement, at: corner)
        placeAround(&pieces)
        return pieces
    }

    private func panels(_ arrangement: Arrangement, at corner: ScenePoint) -> ChartPieces {
        let xs = chart.panels.flatMap(\.curves).flatMap(\.points).map(\.x)
        let xScale = ChartScale(chart.x, values: xs, includesZero: false)
        let panels = chart.panels.map { panel in
            ChartPanelLayout(
                panel: panel, xScale: xScale, xLabel: chart.xLabel, theme: theme, size: arrangement.size,
                measurer: measurer)
        }
        let alone = panels.map { $0.placed(at: ScenePoint(x: 0, y: 0)).bounds }
        var pieces = ChartPieces()
        var x = corner.x
        for column in 0..<arrangement.columns {
            let members = stride(from: column, to: panels.count, by: arrangement.columns)
            if column > 0 {
                // As far from the column before as its labels and titles need.
                let right = pieces.bounds.maxX
                let left = members.map { alone[$0].x }.min() ?? 0
                x = snapped(right + theme.panelGap - left)
            }
            for member in members {
                let pitch = snapped((alone.map(\.height).max() ?? 0) + theme.panelGap)
                let y = corner.y + Double(member / arrangement.columns) * pitch
                pieces += panels[member].placed(at: ScenePoint(x: x, y: y))
            }
        }
        return pieces
    }

    /// The legend, the title and the caption, each in as many lines as it needs.
    private func placeAround(_ pieces: inout ChartPieces) {
        let block = pieces.frames.dropFirst().reduce(pieces.frames[0]) { $0.union($1) }
        let width = chart.page.width.map { $0 - 2 * theme.margin } ?? pieces.bounds.width
        let bounds = pieces.bounds
        /// The middle of the frames; for what would reach beyond the labels there, the middle of all.
        func center(_ length: Double) -> Double {
            let reach = min(block.midX - bounds.x, bounds.maxX - block.midX)
            return length / 2 <= reach ? block.midX : bounds.midX
        }
        if let caption = chart.caption {
            let style = theme.style(theme.tickLabelSize)
            let lines = TextWrap.lines(caption, width: width, style: style, measurer: measurer)
            for (number, line) in lines.enumerated() {
                let distance = theme.labelPadding * (number == 0 ? 1.5 : 0.8)
                pieces.texts.append(
                    TextRun(
                        line, style: style, color: theme.labelColor,
                        at: ScenePoint(x: center(length(line, style)), y: pieces.bounds.maxY + distance),
                        vertical: .top, measurer: measurer))
            }
        }
        let legend = ChartLegend(chart: chart, measurer: measurer)
        pieces += legend.placed(above: pieces.bounds.y - theme.labelPadding * 1.6, width: width, center: center)
        guard let title = chart.title else { return }
        let style = theme.style(theme.titleSize)
        let lines = TextWrap.lines(title, width: width, style: style, measurer: measurer)
        for (number, line) in lines.enumerated().reversed() {
            let descent = max(0, measurer.measure(line, style: style).box.maxY)
            let anchor = ScenePoint(
                x: center(length(line, style)),
                y: pieces.bounds.y - theme.labelPadding * (number == lines.count - 1 ? 1.6 : 0.6) - descent)
            pieces.texts.append(
                TextRun(line, style: style, color: theme.titleColor, at: anchor, measurer: measurer))
        }
    }

    private func length(_ text: String, _ style: TextStyle) -> Double { measurer.measure(text, style: style).advance }

    /// Up and down to whole dots: frames begin and end on them.
    private func snapped(_ length: Double) -> Double {
        (length / chart.page.dot - 1e-6).rounded(.up) * chart.page.dot
    }

    private func snappedDown(_ length: Double) -> Double {
        (length / chart.page.dot + 1e-6).rounded(.down) * chart.page.dot
    }
}
