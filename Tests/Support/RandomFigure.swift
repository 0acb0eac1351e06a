import Heatmaps
import Tensors

/// Random figures with unusual combinations of options and values.
package struct RandomFigure {
    package let grid: HeatmapGrid

    package init(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let (rows, columns) = RandomFigure.gridSize(&random)
        let room = max(1, 2500 / (rows * columns))
        let height = min(random.integer(1...64), room)
        let width = min(random.integer(1...64), max(1, room / height))
        let hasHoles = random.chance(0.25)
        let hasTitles = random.chance(0.25)
        let isWeights = random.chance(0.2)
        var panels: [[HeatmapPanel?]] = []
        for row in 0..<rows {
            var places: [HeatmapPanel?] = []
            for column in 0..<columns {
                let isHole = hasHoles && random.chance(0.3) && (row, column) != (0, 0)
                places.append(
                    isHole
                        ? nil
                        : try RandomFigure.panel(height, width, hasTitle: hasTitles, isWeights: isWeights, &random))
            }
            panels.append(places)
        }
        var grid = try HeatmapGrid(panels: panels)
        grid.theme = random.pick([.standard, .standard, .article, .paper, .slides])
        if random.chance(0.5) { grid.titles.figure = RandomFigure.text(&random) }
        if random.chance(0.5) { grid.titles.columns = RandomFigure.texts(columns, &random) }
        if random.chance(0.5) { grid.titles.rows = RandomFigure.texts(rows, &random) }
        grid.x = RandomFigure.axis(width, &random)
        grid.y = RandomFigure.axis(height, &random)
        grid.colors.sharing = random.pick(ScaleSharing.allCases)
        grid.colorbar.position = random.pick(RandomFigure.positions(grid.colors.sharing))
        if random.chance(0.4) { grid.colorbar.label = RandomFigure.text(&random) }
        if random.chance(0.2) { grid.colors.minimum = -3 }
        if random.chance(0.2) { grid.colors.maximum = random.pick([2.5, 1e6]) }
        grid.page.resolution = random.pick([72, 96, 100, 150, 300, random.real(10...700)])
        if random.chance(0.2) { grid.page.cellSize = random.pick([0.05, 0.5, 3, 30]) }
        if random.chance(0.2) {
            grid.page.size = FigureSize(width: random.real(40...1500), height: random.real(40...1500))
            if random.chance(0.3) { grid.page.height = nil } else if random.chance(0.2) { grid.page.width = nil }
        }
        if random.chance(0.3) { grid.x.segments = RandomFigure.segments(width, &random) }
        if random.chance(0.3) { grid.y.segments = RandomFigure.segments(height, &random) }
        if isWeights {
            grid.captionAbove = MarginalCaption("received")
            grid.captionBeside = MarginalCaption("entropy", unit: "nats")
        }
        grid.hasGridLines = random.chance(0.1)
        if random.chance(0.1) {
            grid.marks = [CellMark(row: random.integer(0...height - 1), column: random.integer(0...width - 1))]
        }
        if random.chance(0.1) { grid.letterPanels() }
        self.grid = grid
    }

    private static func segments(_ count: Int, _ random: inout SeededGenerator) -> AxisSegments {
        let starts = (1..<max(1, count)).filter { _ in random.chance(0.15) }
        return AxisSegments(starts: starts, names: random.chance(0.7) ? texts(starts.count + 1, &random) : [])
    }

    private static func gridSize(_ random: inout SeededGenerator) -> (rows: Int, columns: Int) {
        switch random.integer(0...5) {
        case 0: (1, 1)
        case 1: (1, random.integer(1...12))
        case 2: (random.integer(1...12), 1)
        case 3: (random.integer(1...12), random.integer(1...12))
        default: (random.integer(1...3), random.integer(1...4))
        }
    }

    private static func panel(
        _ height: Int, _ width: Int, hasTitle: Bool, isWeights: Bool, _ random: inout SeededGenerator
    ) throws -> HeatmapPanel {
        let odd = !isWeights && random.chance(0.2)
        let values = (0..<height * width).map { _ -> Float in
            if odd, random.chance(0.1) { return random.pick([Float.nan, .infinity, -.infinity, 1e30, -1e-30, 0]) }
            return Float(random.real(isWeights ? 0...1 : -1...1))
        }
        let share = random.chance(0.1) ? 1.1 : 0.3
        let masked = random.chance(0.3) ? (0..<height * width).map { _ in random.chance(share) } : nil
        var panel = try HeatmapPanel(
            Tensor(shape: [height, width], elements: values), masked: masked,
            title: hasTitle && random.chance(0.7) ? text(&random) : nil)
        if isWeights {
            panel.marginals = PanelMarginals(
                above: (0..<width).map { Double(values[$0]) },
                beside: (0..<height).map { Double(values[$0 * width]) })
        }
        return panel
    }

    private static func positions(_ sharing: ScaleSharing) -> [Colorbar.Position?] {
        switch sharing {
        case .shared, .panel: [nil, .right, .bottom, Colorbar.Position.none]
        case .row: [nil, .right, Colorbar.Position.none]
        case .column: [nil, .bottom, Colorbar.Position.none]
        }
    }

    private static func axis(_ count: Int, _ random: inout SeededGenerator) -> HeatmapAxis {
        let label = random.chance(0.6) ? text(&random) : nil
        switch random.integer(0...3) {
        case 0: return HeatmapAxis(label: label, labels: .none)
        case 1: return HeatmapAxis(label: label, labels: .indices)
        default: return HeatmapAxis(label: label, labels: .tokens(texts(count, &random)))
        }
    }

    private static func texts(_ count: Int, _ random: inout SeededGenerator) -> [String] {
        let isPlain = random.chance(0.5)
        return (0..<count).map { _ in isPlain ? random.pick(plain) : text(&random) }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        switch random.integer(0...9) {
        case 0: String((0..<random.integer(10...60)).map { _ in random.pick(Array("abcgjpqyABQ 0_,注意力")) })
        case 1...4: random.pick(nasty)
        default: random.pick(plain)
        }
    }

    private static let plain = ["the", "cat", "sat", "on", "a", "mat", ".", "Keys", "Queries", "attention", "gypsy"]
    private static let nasty = [
        "", " ", "<s>", "</s>", "$$", "&amp;", "</svg>", "a\nb", "\t", "注意力机制", "关注", "\u{200b}", "Ångström",
        "Ậ", "e\u{301}\u{323}", "שלום", "\\n", "\u{0}", "|{}[]|", "antidisestablishmentarianism", "ĳ", "%d", "⸺⸺", "👩‍👩‍👧",
    ]
}

extension HeatmapGrid {
    /// The page, or nil when the page asked for cannot hold the figure.
    package func sceneUnlessPageIsUnfit(_ measurer: some TextMeasuring) throws -> FigureScene? {
        do {
            return try HeatmapLayout(self, measurer: measurer).scene()
        } catch {
            switch error {
            case .pageTooLarge: return nil
            case .pageTooSmall where page.width != nil || page.height != nil: return nil
            default: throw error
            }
        }
    }
}
