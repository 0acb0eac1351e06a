/// The parts of the axes: lines across the panels, brackets and names outside of the tick labels.
extension BlockLayout {
    /// The room at the ends of a bracket.
    private static var bracketInset: Double { 1 }

    mutating func segmentsBelow(_ frame: SceneRect) {
        let parts = grid.x.segments.parts(count: grid.cellGrid.keys)
        guard !parts.isEmpty else { return }
        let labels = plan.texts.suffix(below.labels.count).map(\.box.maxY).max() ?? frame.maxY + theme.tickLength
        let y = max(labels, frame.maxY) + theme.tickPadding
        var runs: [TextRun] = []
        for (name, positions) in parts {
            let (start, end) = ends(positions, from: frame.x, pitch.width)
            plan.ticks.append(bracket(from: start, to: end) { ScenePoint(x: $0, y: y) })
            guard let name = shortened(name, length: end - start) else { continue }
            runs.append(
                TextRun(
                    name, style: theme.style(theme.tickLabelSize), color: theme.labelColor,
                    at: ScenePoint(x: (start + end) / 2, y: y + theme.tickPadding), vertical: .top, measurer: measurer))
        }
        // Letters with accents are higher than capitals.
        let line = SceneRect(x: frame.x, y: y, width: frame.width, height: theme.lineWidth)
        let distance = Clearance.downwards(runs.map(\.box), past: [line])
        for index in runs.indices { runs[index].move(x: 0, y: distance) }
        plan.texts += runs
    }

    mutating func segmentsBeside(_ frame: SceneRect) {
        let parts = grid.y.segments.parts(count: grid.cellGrid.queries)
        guard !parts.isEmpty else { return }
        let labels = plan.texts.suffix(beside.labels.count).map(\.box.x).min() ?? frame.x - theme.tickLength
        let x = min(labels, frame.x) - theme.tickPadding
        var runs: [TextRun] = []
        for (name, positions) in parts {
            let (start, end) = ends(positions, from: frame.y, pitch.height)
            plan.ticks.append(bracket(from: start, to: end) { ScenePoint(x: x, y: $0) })
            guard let name = shortened(name, length: end - start) else { continue }
            runs.append(
                TextRun(
                    name, style: theme.style(theme.tickLabelSize), color: theme.labelColor,
                    at: ScenePoint(x: x - theme.tickPadding, y: (start + end) / 2), vertical: .bottom,
                    direction: .upwards, measurer: measurer))
        }
        let line = SceneRect(x: x - theme.lineWidth, y: frame.y, width: theme.lineWidth, height: frame.height)
        let distance = Clearance.leftwards(runs.map(\.box), past: [line])
        for index in runs.indices { runs[index].move(x: -distance, y: 0) }
        plan.texts += runs
    }

    private func ends(_ positions: Range<Int>, from start: Double, _ pitch: Double) -> (Double, Double) {
        (start + Double(positions.lowerBound) * pitch, start + Double(positions.upperBound) * pitch)
    }

    private func bracket(from start: Double, to end: Double, _ point: (Double) -> ScenePoint) -> SceneLine {
        let inset = min(Self.bracketInset, (end - start) / 4)
        return SceneLine(start: point(start + inset), end: point(end - inset))
    }

    /// The name, shortened to the length of its part; nil where not even an ellipsis fits.
    private func shortened(_ name: String, length: Double) -> String? {
        let style = theme.style(theme.tickLabelSize)
        let ellipsis = Ellipsis(width: length - 2, style: style, measurer: measurer)
        let text = ellipsis.shortened(name)
        return measurer.measure(text, style: style).box.width <= length ? text : nil
    }

    /// The lines between parts, across every panel, each at the border of cells that is nearest to its position.
    mutating func placeSeparators() {
        func border(_ position: Int, _ pitch: Double, _ cell: Double) -> Double {
            (Double(position) * pitch / cell).rounded() * cell
        }
        for frame in plan.panels.map(\.frame) {
            plan.separators += grid.x.segments.starts.map { start in
                let x = frame.x + border(start, pitch.width, cell.width)
                return SceneLine(start: ScenePoint(x: x, y: frame.y), end: ScenePoint(x: x, y: frame.maxY))
            }
            plan.separators += grid.y.segments.starts.map { start in
                let y = frame.y + border(start, pitch.height, cell.height)
                return SceneLine(start: ScenePoint(x: frame.x, y: y), end: ScenePoint(x: frame.maxX, y: y))
            }
        }
    }
}
