/// The titles of a figure. Empty lists mean no titles.
public struct HeatmapTitles: Hashable, Sendable {
    public var figure: String?
    /// One for each column, above the first row.
    public var columns: [String] = []
    /// One for each row, at the left.
    public var rows: [String] = []

    public init() {}
}
