/// The tick labels of one side of a panel: which are shown, how large, and in which direction.
struct TickLabels {
    struct Label {
        /// The distance of the cell's centre from the panel's left or upper edge.
        let center: Double
        let text: String
    }

    var labels: [Label] = []
    var size = 0.0
    var direction = TextRun.Direction.across
    /// One label was shown for this many positions.
    var step = 1

    /// The room between two neighbouring labels of size 1.
    private static let spacing = 0.4
    /// Lines of labels may come this close, in points.
    private static let leading = 0.6

    /// Labels under a panel `length` points wide with `count` positions: across if all fit, else slanted, upwards,
    /// smaller, and at last only some of them.
    static func below(
        _ axis: HeatmapAxis, count: Int, length: Double, theme: FigureTheme, measurer: some TextMeasuring
    ) -> TickLabels {
        let pitch = length / Double(count)
        let labels = axis.shows == .none ? .none : axis.labels
        switch labels {
        case .none:
            return TickLabels()
        case .indices, .counted:
            let style = theme.style(theme.tickLabelSize)
            let digits = String(repeating: "8", count: "\(labels.first + count - 1)".count)
            let needed = measurer.measure(digits, style: style).advance + theme.tickLabelSize * spacing
            return positions(axis, count: count, pitch: pitch, needed: needed, theme: theme)
        case .tokens(let tokens):
            let style = theme.style(theme.tickLabelSize)
            let measured = tokens.map { measurer.measure($0, style: style) }
            let gap = theme.tickLabelSize * spacing
            let fitsAcross = zip(measured, measured.dropFirst()).allSatisfy { left, right in
                (left.box.width + right.box.width) / 2 + gap <= pitch
            }
            if fitsAcross {
                return tokenLabels(tokens, pitch: pitch, size: theme.tickLabelSize, direction: .across)
            }
            let line = lineHeight(measured, capHeight: measurer.capHeight(style))
            // Slanted lines are only pitch / sqrt 2 apart.
            if line + leading <= pitch * 0.5.squareRoot() {
                return tokenLabels(tokens, pitch: pitch, size: theme.tickLabelSize, direction: .slanted)
            }
            return shrunk(tokens, line: line, pitch: pitch, direction: .upwards, theme: theme)
        }
    }

    /// Labels at the left of a panel `length` points high with `count` positions.
    static func beside(
        _ axis: HeatmapAxis, count: Int, length: Double, theme: FigureTheme, measurer: some TextMeasuring
    ) -> TickLabels {
        let pitch = length / Double(count)
        let labels = axis.shows == .none ? .none : axis.labels
        let style = theme.style(theme.tickLabelSize)
        switch labels {
        case .none:
            return TickLabels()
        case .indices, .counted:
            let needed = measurer.capHeight(style) + theme.tickLabelSize * spacing
            return positions(axis, count: count, pitch: pitch, needed: needed, theme: theme)
        case .tokens(let tokens):
            let measured = tokens.map { measurer.measure($0, style: style) }
            let line = lineHeight(measured, capHeight: measurer.capHeight(style))
            return shrunk(tokens, line: line, pitch: pitch, direction: .across, theme: theme)
        }
    }

    /// The height that lines need so that no two of them touch when their capitals are centred on their positions.
    private static func lineHeight(_ measured: [TextExtents], capHeight: Double) -> Double {
        let above = measured.map { -$0.box.y - capHeight / 2 }.max() ?? 0
        let under = measured.map { $0.box.maxY + capHeight / 2 }.max() ?? 0
        return above + under
    }

    private static func positions(
        _ axis: HeatmapAxis, count: Int, pitch: Double, needed: Double, theme: FigureTheme
    ) -> TickLabels {
        let first = axis.labels.first
        // Where not every position can be named, a label is given the room of three characters (matplotlib's rule).
        let isComplete = (theme.labelsEveryIndex || axis.shows == .all) && needed <= pitch
        let step = isComplete ? 1 : Ticks.wholeStep(atLeast: max(needed, theme.tickLabelSize * 3) / pitch)
        var labelled = (0..<count).filter { (first + $0).isMultiple(of: step) }
        // A single label does not show the length of the axis.
        if labelled.count < 2 {
            labelled = Double(count - 1) * pitch >= needed ? [0, count - 1] : [labelled.first ?? 0]
        }
        let labels = labelled.map {
            Label(center: (Double($0) + 0.5) * pitch, text: String(first + $0))
        }
        return TickLabels(labels: labels, size: theme.tickLabelSize, step: step)
    }

    private static func tokenLabels(
        _ tokens: [String], pitch: Double, size: Double, direction: TextRun.Direction, step: Int = 1
    ) -> TickLabels {
        let labels = stride(from: 0, to: tokens.count, by: step).map {
            Label(center: (Double($0) + 0.5) * pitch, text: tokens[$0])
        }
        return TickLabels(labels: labels, size: size, direction: direction, step: step)
    }

    /// Parallel lines across their axis: as large as the pitch allows, then thinned at the smallest size.
    private static func shrunk(
        _ tokens: [String], line: Double, pitch: Double, direction: TextRun.Direction, theme: FigureTheme
    ) -> TickLabels {
        let fitting = theme.tickLabelSize * (pitch - leading) / max(line, .leastNormalMagnitude)
        if fitting >= theme.tickLabelSize {
            return tokenLabels(tokens, pitch: pitch, size: theme.tickLabelSize, direction: direction)
        }
        if fitting >= theme.smallestLabelSize {
            // In steps of 0.1 pt: smaller differences cannot be seen.
            let size = (fitting * 10).rounded(.down) / 10
            return tokenLabels(tokens, pitch: pitch, size: size, direction: direction)
        }
        let size = theme.smallestLabelSize
        let step = max(2, Int(((line * size / theme.tickLabelSize + leading) / pitch).rounded(.up)))
        return tokenLabels(tokens, pitch: pitch, size: size, direction: direction, step: step)
    }
}
