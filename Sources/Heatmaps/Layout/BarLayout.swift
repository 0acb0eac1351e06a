/// Places one colorbar with its ticks and its label.
struct BarLayout<Measurer: TextMeasuring> {
    let scale: ColorScale
    let scaleIndex: Int
    let label: String?
    let theme: Theme
    let measurer: Measurer

    /// A bar at the right of what it speaks for.
    ///
    /// - Parameters:
    ///   - x: the bar's left edge.
    ///   - center: the middle of the bar's height.
    ///   - length: the height wished for; the tick labels may ask for more.
    func vertical(x: Double, center: Double, length: Double) -> LayoutPlan {
        let (ticks, length) = fitted(length: length, isVertical: true)
        let frame = Rect(x: x, y: center - length / 2, width: theme.colorbarWidth, height: length)
        var plan = LayoutPlan()
        plan.bars = [LayoutPlan.Bar(scale: scaleIndex, isVertical: true, frame: frame)]
        for (value, text) in zip(ticks.values, ticks.labels) {
            let y = frame.maxY - share(value) * length
            let end = frame.maxX + theme.tickLength
            plan.ticks.append(Line(start: Point(x: frame.maxX, y: y), end: Point(x: end, y: y)))
            plan.texts.append(tick(text, at: Point(x: end + theme.tickPadding, y: y), .start, .middle))
        }
        if let label {
            let anchor = Point(x: plan.bounds.maxX + theme.axisLabelSize, y: center)
            plan.texts.append(
                TextRun(
                    label, style: theme.style(theme.axisLabelSize), color: theme.labelColor, at: anchor,
                    vertical: .middle, direction: .upwards, measurer: measurer))
        }
        return plan
    }

    /// A bar below what it speaks for, `y` being its upper edge and `center` the middle of its width.
    func horizontal(y: Double, center: Double, length: Double) -> LayoutPlan {
        let (ticks, length) = fitted(length: length, isVertical: false)
        let frame = Rect(x: center - length / 2, y: y, width: length, height: theme.colorbarWidth)
        var plan = LayoutPlan()
        plan.bars = [LayoutPlan.Bar(scale: scaleIndex, isVertical: false, frame: frame)]
        for (value, text) in zip(ticks.values, ticks.labels) {
            let x = frame.x + share(value) * length
            let end = frame.maxY + theme.tickLength
            plan.ticks.append(Line(start: Point(x: x, y: frame.maxY), end: Point(x: x, y: end)))
            plan.texts.append(tick(text, at: Point(x: x, y: end + theme.tickPadding), .center, .top))
        }
        if let label {
            let anchor = Point(x: center, y: plan.bounds.maxY + theme.tickPadding * 2)
            plan.texts.append(
                TextRun(
                    label, style: theme.style(theme.axisLabelSize), color: theme.labelColor, at: anchor,
                    vertical: .top, measurer: measurer))
        }
        return plan
    }

    private func tick(
        _ text: String, at anchor: Point, _ horizontal: TextRun.Horizontal, _ vertical: TextRun.Vertical
    ) -> TextRun {
        TextRun(
            text, style: theme.style(theme.tickLabelSize), color: theme.labelColor, at: anchor,
            horizontal: horizontal, vertical: vertical, measurer: measurer)
    }

    /// How far along the bar a value lies; the only value of a constant scale lies in the middle.
    private func share(_ value: Double) -> Double {
        scale.isConstant ? 0.5 : (value - scale.minimum) / (scale.maximum - scale.minimum)
    }

    /// As many ticks as stand clear of each other, on a bar made longer until two do.
    private func fitted(length wished: Double, isVertical: Bool) -> (ticks: Ticks, length: Double) {
        let style = theme.style(theme.tickLabelSize)
        let size = theme.tickLabelSize
        var length = max(wished, size * 4)
        while true {
            let most = min(9, max(1, Int(length / (size * (isVertical ? 2 : 3)))))
            for intervals in stride(from: most, through: 1, by: -1) {
                let ticks = Ticks(minimum: scale.minimum, maximum: scale.maximum, maximumIntervals: intervals)
                let extents = ticks.labels.map {
                    isVertical ? measurer.capHeight(style) : measurer.measure($0, style: style).box.width
                }
                let places = ticks.values.map { share($0) * length }
                let isClear = places.indices.dropFirst().allSatisfy { index in
                    places[index] - places[index - 1]
                        >= (extents[index] + extents[index - 1]) / 2 + size * 0.5
                }
                // Wider bars end the search in any case: labels have bounded lengths.
                if isClear || length > 20 * size * 4 { return (ticks, length) }
            }
            length += size
        }
    }
}
