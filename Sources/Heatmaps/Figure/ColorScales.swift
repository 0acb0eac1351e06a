/// The colour scales of a grid: one for each set of panels that share a range.
struct ColorScales {
    /// One for the figure, or one for each row, each column or each panel, row-major: as `sharing` says.
    let scales: [ColorScale]
    let sharing: ScaleSharing
    let columns: Int
    /// One for each element of the grid's `panels`; nil where that is nil.
    let censuses: [HeatmapPanel.Census?]

    /// For each scale the values outside its range.
    let clipped: [ClippedValues]

    /// Finds the union of the ranges of the panels that share a scale; limits set by the user take precedence.
    init(_ grid: HeatmapGrid) throws(FigureError) {
        let (sharing, columns) = (grid.colors.sharing, grid.columns)
        let censuses = grid.panels.map { $0?.census }
        let count =
            switch sharing {
            case .shared: 1
            case .row: grid.rows
            case .column: grid.columns
            case .panel: grid.panels.count
            }
        var scales: [ColorScale] = []
        var clipped: [ClippedValues] = []
        for group in 0..<count {
            let members = grid.panels.indices.filter {
                ColorScales.index(sharing, row: $0 / columns, column: $0 % columns, columns: columns) == group
            }
            let panels = members.compactMap { grid.panels[$0] }
            let ranges = members.compactMap { censuses[$0]?.range }
            let scale = try ColorScaleFitting(grid.colors, panels: panels, ranges: ranges).scale()
            scales.append(scale)
            let isWhole = members.allSatisfy { censuses[$0]?.fits(scale) ?? true }
            clipped.append(isWhole ? ClippedValues() : ColorScaleFitting.clipped(panels, scale: scale))
        }
        self.sharing = sharing
        self.columns = columns
        self.censuses = censuses
        self.scales = scales
        self.clipped = clipped
    }

    /// The index into `scales` of the scale of the panel at (row, column).
    func index(row: Int, column: Int) -> Int {
        ColorScales.index(sharing, row: row, column: column, columns: columns)
    }

    private static func index(_ sharing: ScaleSharing, row: Int, column: Int, columns: Int) -> Int {
        switch sharing {
        case .shared: 0
        case .row: row
        case .column: column
        case .panel: row * columns + column
        }
    }

    var maskedCount: Int { censuses.reduce(0) { $0 + ($1?.masked ?? 0) } }
    var notANumberCount: Int { censuses.reduce(0) { $0 + ($1?.notANumber ?? 0) } }
    /// The number of finite values that are drawn.
    var finiteCount: Int { censuses.reduce(0) { $0 + ($1?.finite ?? 0) } }
    var infiniteCount: Int { censuses.reduce(0) { $0 + ($1?.infinite ?? 0) } }
}

extension HeatmapPanel.Census {
    /// Whether every value lies within the range of the scale.
    fileprivate func fits(_ scale: ColorScale) -> Bool {
        guard infinite == 0 else { return false }
        return range.map { scale.minimum <= $0.lowerBound && $0.upperBound <= scale.maximum } ?? true
    }
}
