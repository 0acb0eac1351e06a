import Tensors

/// How large a cell is drawn: a whole number of dots, or several cells pooled into one dot.
struct CellSizing {
    /// The sides of a drawn cell in dots, at least 1.
    let dots: (queries: Int, keys: Int)
    /// How many positions a drawn cell stands for: along each axis a multiple of the size of a cell of the panels.
    let cellSize: CellSize
    /// Sizes in order from small to large: ..., 1/3, 1/2, 1, 2, 3, ... dots for each cell of the panels.
    let rank: Int

    /// An axis shorter than this in points could hardly be seen. It becomes as long as an eighth of the other one, as far as
    /// its cells need not be stretched too much for that.
    private static var thinnest: Double { 6 }
    private static var leastShare: Int { 8 }
    /// The largest side in points that a cell on a narrow axis is stretched to.
    private static var stretchedCell: Double { 12 }

    /// Cells are square and hold as many positions along one axis as along the other, unless one axis is so short that it could
    /// hardly be seen: its positions are then pooled less and its cells are stretched.
    ///
    /// - Parameters:
    ///   - grid: the cells of the panels
    ///   - dot: the side of a dot in points
    init(rank: Int, grid: CellGrid, dot: Double) {
        self.rank = rank
        let side = max(1, rank)
        let pooled = rank >= 1 ? 1 : 2 - rank
        let longest = CellGrid.cells(max(grid.rows, grid.columns), of: pooled) * side
        let least = longest / Self.leastShare
        let axes = [grid.rows, grid.columns].map { count -> (dots: Int, pooled: Int) in
            let length = CellGrid.cells(count, of: pooled) * side
            guard length < least, Double(length) * dot < Self.thinnest else { return (side, pooled) }
            let fewer = min(pooled, max(1, count / least))
            let stretched = min(Int(Self.stretchedCell / dot), least / CellGrid.cells(count, of: fewer))
            return (max(side, stretched), fewer)
        }
        dots = (axes[0].dots, axes[1].dots)
        cellSize = CellSize(queries: axes[0].pooled, keys: axes[1].pooled) * grid.size
    }

    /// The largest side of a cell that we choose ourselves.
    static let largestCell = 20.0
    /// Below this pitch in points the labels of tokens could not be read.
    private static let tokenPitch = 7.2
    /// Token labels and numbers may widen a block of panels to this many points.
    static let widestBlockForTokens = 2400.0

    /// A size that makes a figure for a page of paper or a screen, with room for token labels.
    ///
    /// - Parameter wishedCell: the side of a cell that numbers in the cells would need; granted where the figure stays of a
    ///   size that can be looked at.
    static func automatic(_ grid: HeatmapGrid, wishedCell: Double? = nil) -> CellSizing {
        let cells = grid.cellGrid
        let dot = grid.page.dot
        if let cellSize = grid.page.cellSize {
            return closest(to: cellSize, dot: dot, grid: cells)
        }
        let width = min(384, max(64, 600 / Double(grid.columns)))
        let height = min(384, max(64, 700 / Double(grid.rows)))
        var cell = min(largestCell, width / Double(cells.columns), height / Double(cells.rows))
        for (axis, panels, positions) in [(grid.x, grid.columns, cells.columns), (grid.y, grid.rows, cells.rows)] {
            guard case .tokens = axis.labels, axis.shows != .none else { continue }
            if Double(positions) * Double(panels) * tokenPitch <= widestBlockForTokens { cell = max(cell, tokenPitch) }
        }
        if let wishedCell, wishedCell > cell,
            wishedCell * Double(max(cells.columns * grid.columns, cells.rows * grid.rows)) <= widestBlockForTokens
        {
            // Up to whole dots, or the numbers would just not fit.
            cell = (wishedCell / dot).rounded(.up) * dot
        }
        return closest(to: cell, dot: dot, grid: cells)
    }

    /// The rank at which a whole matrix is one drawn cell.
    static func lowestRank(_ grid: CellGrid) -> Int { 2 - max(grid.rows, grid.columns) }

    /// - Parameters:
    ///   - cell: the wished side of a cell of the panels
    ///   - dot: the side of a dot in points
    ///   - grid: the cells of the panels
    static func closest(to cell: Double, dot: Double, grid: CellGrid) -> CellSizing {
        let dots = cell / dot
        // A cell of most of a dot becomes a dot; smaller ones are pooled.
        let rank =
            dots >= 0.95
            ? max(1, Int(dots.rounded())) : max(lowestRank(grid), 2 - Int(min(1 / dots, 1e9).rounded(.up)))
        return CellSizing(rank: rank, grid: grid, dot: dot)
    }
}
