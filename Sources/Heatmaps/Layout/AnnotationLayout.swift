/// Writes numbers or texts into the cells, in one size for all panels.
struct AnnotationLayout<Measurer: TextMeasuring> {
    let theme: FigureTheme
    let measurer: Measurer
    /// The texts of the cells of each panel, row-major; nil where a cell has none.
    private let texts: [[String?]]
    private let widest: Double

    /// The room at each side of a number.
    private static var margin: Double { 2.2 }

    /// The side in points below which no cell has room for a digit.
    static func smallestCell(_ theme: FigureTheme) -> Double { 2 * margin + theme.smallestLabelSize * 0.3 }

    /// Whether cells may be made larger for the sake of numbers: there are numbers, and not too many of them.
    static func mayWiden(_ grid: HeatmapGrid) -> Bool {
        let longest = max(grid.cellGrid.columns * grid.columns, grid.cellGrid.rows * grid.rows)
        return grid.isAnnotated && grid.cellGrid.size.isOne
            && Double(longest) * smallestCell(grid.theme) <= CellSizing.widestBlockForTokens
    }

    init(grid: HeatmapGrid, scales: ColorScales, measurer: Measurer) {
        theme = grid.theme
        self.measurer = measurer
        let formats = grid.annotation.map { annotation in
            scales.scales.indices.map { scales.format(annotation, scale: $0) }
        }
        texts = grid.panels.indices.map { index in
            guard let panel = grid.panels[index] else { return [] }
            let format = formats?[scales.index(row: index / grid.columns, column: index % grid.columns)]
            return panel.values.elements.enumerated().map { cell, value in
                let isLarge = grid.annotationLimit == nil || panel.masked?[cell] != true && grid.isAnnotated(value)
                guard isLarge else { return nil }
                if let texts = panel.cellTexts { return texts[cell].isEmpty ? nil : texts[cell] }
                return panel.masked?[cell] == true || !value.isFinite ? nil : format?.text(Double(value))
            }
        }
        let style = grid.theme.style(grid.theme.tickLabelSize)
        widest = Set(texts.joined().compactMap { $0 }).map { measurer.measure($0, style: style).advance }.max() ?? 0
    }

    /// Whether no cell has a text.
    var isEmpty: Bool { widest == 0 }

    /// The side of a cell that holds every number at a size that is easy to read.
    var wishedCell: Double { (widest + 2 * Self.margin) * Self.easySize / theme.tickLabelSize }

    private static var easySize: Double { 6.5 }

    /// The size of the numbers in cells of this side; nil when they could not be read.
    func size(cell: Double) -> Double? {
        guard widest > 0 else { return nil }
        let fitting = min(theme.tickLabelSize, theme.tickLabelSize * (cell - 2 * Self.margin) / widest, cell * 0.8)
        return fitting >= theme.smallestLabelSize ? (fitting * 10).rounded(.down) / 10 : nil
    }

    /// The numbers of one panel, each in black or white by its cell's colour.
    func runs(panel index: Int, block: CellBlock, cell: FigureSize, size: Double) -> [TextRun] {
        texts[index].enumerated().compactMap { cellIndex, text in
            guard let text else { return nil }
            let (row, column) = cellIndex.quotientAndRemainder(dividingBy: block.columns)
            let center = ScenePoint(
                x: block.frame.x + (Double(column) + 0.5) * cell.width,
                y: block.frame.y + (Double(row) + 0.5) * cell.height)
            return TextRun(
                text, style: theme.style(size), color: block.color(row: row, column: column).textColor, at: center,
                vertical: .middle, measurer: measurer)
        }
    }
}
