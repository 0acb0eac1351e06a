/// Places one colorbar with its ticks and its label.
struct BarLayout<Measurer: TextMeasuring> {
    let scale: ColorScale
    let scaleIndex: Int
    /// Whether values lie below and above the scale: then the bar ends in arrows.
    let clipped: (below: Bool, above: Bool)
    let label: String?
    /// The format of the numbers in the cells, for those at the bar; nil writes them as suits the bar.
    let format: CellAnnotation?
    let theme: FigureTheme
    let measurer: Measurer

    /// A bar at the right of its panels.
    ///
    /// - Parameters:
    ///   - x: the bar's left edge.
    ///   - center: the middle of the bar's height.
    ///   - length: the height wished for; the tick labels may ask for more.
    func vertical(x: Double, center: Double, length: Double) -> LayoutPlan {
        let (low, high) = arrowLengths
        let (ticks, length) = fitted(length: length - low - high, isVertical: true)
        let frame = SceneRect(
            x: x, y: center - (length + low + high) / 2 + high, width: theme.colorbarWidth, height: length)
        var plan = LayoutPlan()
        for (arrow, edge, isAbove) in [(low, frame.maxY, false), (high, frame.y, true)] where arrow > 0 {
            let tip = isAbove ? edge - arrow : edge + arrow
            plan.arrows.append(
                LayoutPlan.Arrow(
                    scale: scaleIndex, isAbove: isAbove,
                    corners: [
                        ScenePoint(x: x, y: edge), ScenePoint(x: frame.maxX, y: edge),
                        ScenePoint(x: frame.midX, y: tip),
                    ]))
        }
        plan.bars = [LayoutPlan.Bar(scale: scaleIndex, isVertical: true, frame: frame)]
        for (value, text) in zip(ticks.values, ticks.labels) {
            let y = frame.maxY - share(value) * length
            let end = frame.maxX + theme.tickLength
            plan.ticks.append(SceneLine(start: ScenePoint(x: frame.maxX, y: y), end: ScenePoint(x: end, y: y)))
            plan.texts.append(tick(text, at: ScenePoint(x: end + theme.tickPadding, y: y), .start, .middle))
        }
        if let label {
            let anchor = ScenePoint(x: plan.bounds.maxX + theme.axisLabelSize, y: center)
            plan.texts.append(
                TextRun(
                    label, style: theme.style(theme.axisLabelSize), color: theme.labelColor, at: anchor,
                    vertical: .middle, direction: .upwards, measurer: measurer))
        }
        return plan
    }

    /// A bar below its panels, `y` being its upper edge and `center` the middle of its width.
    func horizontal(y: Double, center: Double, length: Double) -> LayoutPlan {
        let (low, high) = arrowLengths
        let (ticks, length) = fitted(length: length - low - high, isVertical: false)
        let frame = SceneRect(
            x: center - (length + low + high) / 2 + low, y: y, width: length, height: theme.colorbarWidth)
        var plan = LayoutPlan()
        for (arrow, edge, isAbove) in [(low, frame.x, false), (high, frame.maxX, true)] where arrow > 0 {
            let tip = isAbove ? edge + arrow : edge - arrow
            plan.arrows.append(
                LayoutPlan.Arrow(
                    scale: scaleIndex, isAbove: isAbove,
                    corners: [
                        ScenePoint(x: edge, y: y), ScenePoint(x: edge, y: frame.maxY),
                        ScenePoint(x: tip, y: frame.midY),
                    ]))
        }
        plan.bars = [LayoutPlan.Bar(scale: scaleIndex, isVertical: false, frame: frame)]
        for (value, text) in zip(ticks.values, ticks.labels) {
            let x = frame.x + share(value) * length
            let end = frame.maxY + theme.tickLength
            plan.ticks.append(SceneLine(start: ScenePoint(x: x, y: frame.maxY), end: ScenePoint(x: x, y: end)))
            plan.texts.append(tick(text, at: ScenePoint(x: x, y: end + theme.tickPadding), .center, .top))
        }
        if let label {
            let anchor = ScenePoint(x: center, y: plan.bounds.maxY + theme.tickPadding * 2)
            plan.texts.append(
                TextRun(
                    label, style: theme.style(theme.axisLabelSize), color: theme.labelColor, at: anchor,
                    vertical: .top, measurer: measurer))
        }
        return plan
    }

    /// How far the arrows reach beyond the bar.
    private var arrowLengths: (low: Double, high: Double) {
        (clipped.below ? theme.colorbarWidth : 0, clipped.above ? theme.colorbarWidth : 0)
    }

    private func tick(
        _ text: String, at anchor: ScenePoint, _ horizontal: TextRun.Horizontal, _ vertical: TextRun.Vertical
    ) -> TextRun {
        TextRun(
            text, style: theme.style(theme.tickLabelSize), color: theme.labelColor, at: anchor,
            horizontal: horizontal, vertical: vertical, measurer: measurer)
    }

    /// The position of a value along the bar from 0 to 1; 0.5 for a constant scale.
    private func share(_ value: Double) -> Double {
        scale.isConstant ? 0.5 : scale.share(of: value)
    }

    /// As many ticks as do not touch each other. The bar becomes longer until there is room for a tick at each end.
    private func fitted(length wished: Double, isVertical: Bool) -> (ticks: Ticks, length: Double) {
        let style = theme.style(theme.tickLabelSize)
        let size = theme.tickLabelSize
        var length = max(wished, size * 4)
        while true {
            let most = min(9, max(1, Int(length / (size * (isVertical ? 2 : 3)))))
            for intervals in stride(from: most, through: 1, by: -1) {
                let plain = scale.ticks(maximumIntervals: intervals)
                let ticks = format.map { plain.formatted($0, isAligned: scale.norm.hasEvenSteps) } ?? plain
                let extents = ticks.labels.map {
                    isVertical ? measurer.capHeight(style) : measurer.measure($0, style: style).box.width
                }
                let positions = ticks.values.map { share($0) * length }
                let isClear = positions.indices.dropFirst().allSatisfy { index in
                    positions[index] - positions[index - 1]
                        >= (extents[index] + extents[index - 1]) / 2 + size * 0.5
                }
                // Wider bars end the search in any case: labels have bounded lengths.
                if isClear || length > 20 * size * 4 { return (ticks, length) }
            }
            length += size
        }
    }
}
