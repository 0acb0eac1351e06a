/// A cell that is outlined in every panel.
public struct CellMark: Hashable, Sendable {
    /// The position along the y axis, counted from 0.
    public let row: Int
    /// The position along the x axis, counted from 0.
    public let column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
