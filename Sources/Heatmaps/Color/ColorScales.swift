/// The colour scales of a grid: one for each set of panels that share a range.
struct ColorScales {
    /// In reading order of the grid: one in all, one a row, one a column, or one a place.
    let scales: [ColorScale]
    let sharing: ScaleSharing
    let columns: Int
    /// One for each place of the grid; nil where it is empty.
    let censuses: [Panel.Census?]

    /// Finds the union of the ranges of the panels that share a scale; limits set by the user take precedence.
    init(_ grid: HeatmapGrid) throws(FigureError) {
        sharing = grid.colors.sharing
        columns = grid.columns
        censuses = grid.panels.map { $0?.census }
        let count =
            switch sharing {
            case .shared: 1
            case .row: grid.rows
            case .column: grid.columns
            case .panel: grid.panels.count
            }
        var ranges = [ClosedRange<Double>?](repeating: nil, count: count)
        for (place, census) in censuses.enumerated() {
            guard let range = census?.range else { continue }
            let index = ColorScales.index(sharing, row: place / columns, column: place % columns, columns: columns)
            ranges[index] =
                ranges[index].map {
                    min($0.lowerBound, range.lowerBound)...max($0.upperBound, range.upperBound)
                } ?? range
        }
        var scales: [ColorScale] = []
        for range in ranges {
            // Without any finite value the bar shows the limits set, or the range of weights.
            scales.append(
                try ColorScale(
                    minimum: grid.colors.minimum ?? range?.lowerBound ?? min(0, grid.colors.maximum ?? 0),
                    maximum: grid.colors.maximum ?? range?.upperBound ?? max(1, grid.colors.minimum ?? 1),
                    colormap: grid.colors.colormap))
        }
        self.scales = scales
    }

    /// The place in `scales` of the scale that the panel at (row, column) uses.
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
    var infiniteCount: Int { censuses.reduce(0) { $0 + ($1?.infinite ?? 0) } }
}
