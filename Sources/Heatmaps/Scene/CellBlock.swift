/// A matrix of coloured cells that fill a frame.
package struct CellBlock: Hashable, Sendable {
    package let frame: SceneRect
    package let rows: Int
    package let columns: Int
    package let palette: [RGBColor]
    /// Row-major; each is a place in `palette`.
    package let indices: [UInt16]
    /// What each cell says when a reader points at it; row-major, empty unless the figure asks for it.
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
