/// The legend: a sample and the name of each curve, in one line where the width allows.
struct ChartLegend<Measurer: TextMeasuring> {
    let chart: LineChart
    let measurer: Measurer

    private var theme: FigureTheme { chart.theme }

    /// Each curve once, in the order of the panels.
    private var curves: [ChartPanel.Curve] {
        chart.panels.flatMap(\.curves).reduce(into: []) { found, curve in
            if !found.contains(where: { $0.name == curve.name && $0.look == curve.look }) { found.append(curve) }
        }
    }

    /// - Parameters:
    ///   - bottom: the baseline of the last line.
    ///   - width: a legend that is wider has a line for each curve.
    ///   - center: the middle of a line of that length.
    func placed(above bottom: Double, width: Double, center: (_ length: Double) -> Double) -> ChartPieces {
        let style = theme.style(theme.axisLabelSize)
        let (sample, gap, distance) = (theme.axisLabelSize * 2.6, theme.axisLabelSize * 0.6, theme.axisLabelSize * 2)
        let widths = curves.map { sample + gap + measurer.measure($0.name, style: style).advance }
        let together = widths.reduce(0, +) + distance * Double(max(0, widths.count - 1))
        let isStacked = together > width
        let length = isStacked ? widths.max() ?? 0 : together
        let start = center(length) - length / 2
        var (x, baseline) = (start, bottom)
        if isStacked { baseline -= theme.axisLabelSize * 1.5 * Double(max(0, curves.count - 1)) }
        var pieces = ChartPieces()
        for (curve, width) in zip(curves, widths) {
            let drawing = CurveDrawing(look: curve.look, theme: theme)
            let middle = baseline - measurer.capHeight(style) / 2
            pieces.curves.append(drawing.line([ScenePoint(x: x, y: middle), ScenePoint(x: x + sample, y: middle)]))
            pieces.markers.append(drawing.marker(at: ScenePoint(x: x + sample / 2, y: middle)))
            pieces.texts.append(
                TextRun(
                    curve.name, style: style, color: drawing.color, at: ScenePoint(x: x + sample + gap, y: baseline),
                    horizontal: .start, measurer: measurer))
            if isStacked { baseline += theme.axisLabelSize * 1.5 } else { x += width + distance }
        }
        return pieces
    }
}
