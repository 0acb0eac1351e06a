import Tensors

/// How large a cell is drawn: a whole number of dots, or several cells pooled into one dot.
struct CellSizing: Hashable {
    /// The side of a drawn cell in dots, at least 1.
    let dots: Int
    /// How many queries and keys one drawn cell stands for: a multiple of what a cell of the panels stands for.
    let pooling: Int
    /// What a cell of the panels stands for.
    private let factor: Int

    /// Sizes in order from small to large: ..., 1/3, 1/2, 1, 2, 3, ... dots for each cell of the panels.
    init(rank: Int, factor: Int) {
        dots = max(1, rank)
        pooling = (rank >= 1 ? 1 : 2 - rank) * factor
        self.factor = factor
    }

    var rank: Int { pooling > factor ? 2 - pooling / factor : dots }

    /// The largest side of a cell that we choose ourselves.
    static let largestCell = 20.0
    /// Below this pitch in points the labels of tokens could not be read.
    private static let tokenPitch = 7.2
    /// Token labels may widen a block of panels to this many points.
    private static let widestBlockForTokens = 2400.0

    /// A size that makes a figure for a page of paper or a screen, with room for token labels.
    ///
    /// - Parameter wishedCell: the side of a cell that numbers in the cells would need; granted where the figure stays of a
    ///   size that can be looked at.
    static func automatic(_ grid: HeatmapGrid, wishedCell: Double? = nil) -> CellSizing {
        let shape = grid.cellShape
        let factor = grid.pooling.factor
        let dot = grid.page.dot
        if let cellSize = grid.page.cellSize {
            return closest(to: cellSize, dot: dot, shape: shape, factor: factor)
        }
        let width = min(384, max(64, 600 / Double(grid.columns)))
        let height = min(384, max(64, 700 / Double(grid.rows)))
        var cell = min(largestCell, width / Double(shape[1]), height / Double(shape[0]))
        for (axis, panels, positions) in [(grid.x, grid.columns, shape[1]), (grid.y, grid.rows, shape[0])] {
            guard case .tokens = axis.labels, axis.shows != .none else { continue }
            if Double(positions) * Double(panels) * tokenPitch <= widestBlockForTokens { cell = max(cell, tokenPitch) }
        }
        if let wishedCell, wishedCell > cell,
            wishedCell * Double(max(shape[1] * grid.columns, shape[0] * grid.rows)) <= widestBlockForTokens
        {
            // Up to whole dots, or the numbers would just not fit.
            cell = (wishedCell / dot).rounded(.up) * dot
        }
        return closest(to: cell, dot: dot, shape: shape, factor: factor)
    }

    /// The rank at which a whole matrix is one drawn cell.
    static func lowestRank(_ shape: Shape) -> Int { 2 - max(shape[0], shape[1]) }

    /// - Parameters:
    ///   - cell: the wished side of a cell of the panels
    ///   - shape: (rows, columns) of cells
    static func closest(to cell: Double, dot: Double, shape: Shape, factor: Int) -> CellSizing {
        let dots = cell / dot
        // A cell of most of a dot becomes a dot; smaller ones are pooled.
        if dots >= 0.95 { return CellSizing(rank: max(1, Int(dots.rounded())), factor: factor) }
        return CellSizing(rank: max(lowestRank(shape), 2 - Int(min(1 / dots, 1e9).rounded(.up))), factor: factor)
    }

    /// The number of drawn cells for `count` queries or keys.
    func drawn(_ count: Int) -> Int { PositionPooling.cells(count, factor: pooling) }
}
