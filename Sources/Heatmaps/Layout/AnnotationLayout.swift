/// Writes numbers into the cells, in one size for all panels.
struct AnnotationLayout<Measurer: TextMeasuring> {
    let annotation: CellAnnotation
    let theme: FigureTheme
    let measurer: Measurer
    /// The texts of the cells of each panel, row-major; nil where a cell is masked or no number.
    private let texts: [[String?]]
    private let widest: Double

    /// The room at each side of a number.
    private static var margin: Double { 2.2 }

    init(_ annotation: CellAnnotation, grid: HeatmapGrid, scales: ColorScales, measurer: Measurer) {
        self.annotation = annotation
        theme = grid.theme
        self.measurer = measurer
        let ranges = scales.censuses.compactMap { $0?.range }
        let largest = ranges.map { max($0.lowerBound.magnitude, $0.upperBound.magnitude) }.max() ?? 0
        texts = grid.panels.map { panel in
            guard let panel else { return [] }
            return panel.values.elements.enumerated().map { index, value in
                panel.masked?[index] == true || !value.isFinite ? nil : annotation.text(value, largest: largest)
            }
        }
        let style = grid.theme.style(grid.theme.tickLabelSize)
        widest = Set(texts.joined().compactMap { $0 }).map { measurer.measure($0, style: style).advance }.max() ?? 0
    }

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
