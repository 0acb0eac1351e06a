/// Places one panel of a chart: its frame, ticks, curves and title.
struct ChartPanelLayout<Measurer: TextMeasuring> {
    let panel: ChartPanel
    let xScale: ChartScale
    let xLabel: String?
    let theme: FigureTheme
    let size: FigureSize
    let measurer: Measurer

    private var tickStyle: TextStyle { theme.style(theme.tickLabelSize) }

    private var yScale: ChartScale {
        let measured = panel.curves.flatMap(\.points).flatMap { point in
            let low = point.y - point.error
            return [panel.y.holds(low) ? low : point.y, point.y + point.error]
        }
        let values = measured + panel.guides.flatMap(\.points).map(\.y)
        // The names of guides stand above them, inside the frame.
        let named = (measurer.capHeight(tickStyle) + theme.tickPadding * 4) / size.height
        return ChartScale(
            panel.y, values: values, includesZero: true,
            room: panel.guides.isEmpty ? 0.08 : max(0.08, named / (1 - named)))
    }

    /// The pieces of the panel with the upper left corner of its frame at `corner`.
    func placed(at corner: ScenePoint) -> ChartPieces {
        let frame = SceneRect(x: corner.x, y: corner.y, width: size.width, height: size.height)
        let yScale = self.yScale
        func onPage(_ point: ChartPanel.Curve.Point, offset: Double = 0) -> ScenePoint {
            ScenePoint(
                x: frame.x + xScale.share(point.x) * frame.width,
                y: frame.maxY - yScale.share(point.y + offset) * frame.height)
        }
        var pieces = ChartPieces()
        pieces.frames = [frame]
        placeTicks(of: yScale, around: frame, in: &pieces)
        for guide in panel.guides {
            let line = guide.points.map { onPage($0) }
            pieces.guides.append(ScenePolyline(points: line, color: theme.lineColor, width: theme.lineWidth, dash: []))
            guard let end = line.max(by: { $0.x < $1.x }) else { continue }
            let anchor = ScenePoint(x: end.x - theme.tickPadding, y: end.y - theme.tickPadding * 1.6)
            pieces.texts.append(
                TextRun(
                    guide.label, style: tickStyle, color: theme.labelColor, at: anchor, horizontal: .end,
                    vertical: .bottom, measurer: measurer))
        }
        for curve in panel.curves {
            let drawing = CurveDrawing(look: curve.look, theme: theme)
            pieces.curves.append(drawing.line(curve.points.map { onPage($0) }))
            for point in curve.points {
                if point.error > 0, panel.y.holds(point.y - point.error) {
                    let bar = SceneLine(
                        start: onPage(point, offset: point.error), end: onPage(point, offset: -point.error))
                    pieces.bars.append((drawing.color, bar))
                }
                pieces.markers.append(drawing.marker(at: onPage(point)))
            }
        }
        pieces.texts.append(
            TextRun(
                panel.title, style: theme.style(theme.panelTitleSize), color: theme.titleColor,
                at: ScenePoint(x: frame.midX, y: frame.y - theme.labelPadding), measurer: measurer))
        return pieces
    }

    private func placeTicks(of yScale: ChartScale, around frame: SceneRect, in pieces: inout ChartPieces) {
        let size = theme.tickLabelSize
        let below = frame.maxY + theme.tickLength
        let xTicks = xScale.ticks(maximumIntervals: Int(frame.width / (size * 3))) { ticks in
            isClear(ticks.map { ($0.share * frame.width, measurer.measure($0.label, style: tickStyle).box.width) })
        }
        for tick in xTicks {
            let x = frame.x + tick.share * frame.width
            pieces.ticks.append(SceneLine(start: ScenePoint(x: x, y: frame.maxY), end: ScenePoint(x: x, y: below)))
            pieces.texts.append(label(tick.label, at: ScenePoint(x: x, y: below + theme.tickPadding), .center, .top))
        }
        let left = frame.x - theme.tickLength
        let yTicks = yScale.ticks(maximumIntervals: Int(frame.height / (size * 2.4))) { ticks in
            isClear(ticks.map { ($0.share * frame.height, measurer.capHeight(tickStyle)) })
        }
        for tick in yTicks {
            let y = frame.maxY - tick.share * frame.height
            pieces.ticks.append(SceneLine(start: ScenePoint(x: left, y: y), end: ScenePoint(x: frame.x, y: y)))
            pieces.texts.append(label(tick.label, at: ScenePoint(x: left - theme.tickPadding, y: y), .end, .middle))
        }
        if let xLabel, let bottom = pieces.texts.map(\.box.maxY).max() {
            pieces.texts.append(
                TextRun(
                    xLabel, style: theme.style(theme.axisLabelSize), color: theme.labelColor,
                    at: ScenePoint(x: frame.midX, y: max(bottom, below) + theme.labelPadding), vertical: .top,
                    measurer: measurer))
        }
    }

    private func isClear(_ labels: [(center: Double, extent: Double)]) -> Bool {
        zip(labels, labels.dropFirst()).allSatisfy { one, other in
            abs(other.center - one.center) >= (one.extent + other.extent) / 2 + theme.tickLabelSize * 0.5
        }
    }

    private func label(
        _ text: String, at anchor: ScenePoint, _ horizontal: TextRun.Horizontal, _ vertical: TextRun.Vertical
    ) -> TextRun {
        TextRun(
            text, style: tickStyle, color: theme.labelColor, at: anchor, horizontal: horizontal, vertical: vertical,
            measurer: measurer)
    }
}
