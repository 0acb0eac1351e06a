/// A matrix of coloured cells that fill a frame.
package struct CellBlock: Hashable, Sendable {
    package let frame: SceneRect
    package let rows: Int
    package let columns: Int
    package let palette: [RGBColor]
    /// For each cell an index into `palette`, row-major.
    package let indices: [UInt16]
    /// The title of each cell, row-major; empty when the figure has no titles of cells.
    package let titles: [String]

    /// - Precondition: one index for each cell, each inside the palette; a title for each cell or none.
    package init(
        frame: SceneRect, rows: Int, columns: Int, palette: [RGBColor], indices: [UInt16], titles: [String] = []
    ) {
        precondition(indices.count == rows * columns, "\(indices.count) cells for \(rows) rows of \(columns)")
        precondition(indices.allSatisfy { Int($0) < palette.count }, "a cell has a colour outside its palette")
        precondition(
            titles.isEmpty || titles.count == indices.count, "\(titles.count) titles for \(indices.count) cells")
        self.frame = frame
        self.rows = rows
        self.columns = columns
        self.palette = palette
        self.indices = indices
        self.titles = titles
    }

    package func color(row: Int, column: Int) -> RGBColor {
        palette[Int(indices[row * columns + column])]
    }
}
