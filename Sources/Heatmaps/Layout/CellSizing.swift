import Tensors

/// How large a cell is drawn: a whole number of dots, or several cells pooled into one dot.
struct CellSizing: Hashable {
    /// The sides of a drawn cell in dots, at least 1.
    let dots: PositionsPerCell
    /// What a drawn cell stands for: along each axis a multiple of what a cell of the panels stands for.
    let pooling: PositionsPerCell
    /// Sizes in order from small to large: ..., 1/3, 1/2, 1, 2, 3, ... dots for each cell of the panels.
    let rank: Int

    /// An axis shorter than this in points could hardly be seen. It becomes as long as an eighth of the other one, as far as
    /// its cells need not be stretched too much for that.
    private static var thinnest: Double { 6 }
    private static var leastShare: Int { 8 }
    /// The largest side in points that a cell on a narrow axis is stretched to.
    private static var stretchedCell: Double { 12 }

    /// Cells are square, and stand for as many queries as keys, but where one axis is so much shorter than the other that it
    /// could not be seen: there its positions are pooled less, and its cells are stretched.
    ///
    /// - Parameters:
    ///   - shape: (rows, columns) of cells of the panels
    ///   - factor: what a cell of the panels stands for
    init(rank: Int, shape: Shape, dot: Double, factor: PositionsPerCell) {
        self.rank = rank
        let side = max(1, rank)
        let pooled = rank >= 1 ? 1 : 2 - rank
        let longest = PositionPooling.cells(max(shape[0], shape[1]), factor: pooled) * side
        let least = longest / Self.leastShare
        let axes = shape.dimensions.map { count -> (dots: Int, pooled: Int) in
            let length = PositionPooling.cells(count, factor: pooled) * side
            guard length < least, Double(length) * dot < Self.thinnest else { return (side, pooled) }
            let fewer = min(pooled, max(1, count / least))
            let stretched = min(Int(Self.stretchedCell / dot), least / PositionPooling.cells(count, factor: fewer))
            return (max(side, stretched), fewer)
        }
        dots = PositionsPerCell(queries: axes[0].dots, keys: axes[1].dots)
        pooling = PositionsPerCell(queries: axes[0].pooled, keys: axes[1].pooled) * factor
    }

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
    static func closest(to cell: Double, dot: Double, shape: Shape, factor: PositionsPerCell) -> CellSizing {
        let dots = cell / dot
        // A cell of most of a dot becomes a dot; smaller ones are pooled.
        let rank =
            dots >= 0.95
            ? max(1, Int(dots.rounded())) : max(lowestRank(shape), 2 - Int(min(1 / dots, 1e9).rounded(.up)))
        return CellSizing(rank: rank, shape: shape, dot: dot, factor: factor)
    }
}
