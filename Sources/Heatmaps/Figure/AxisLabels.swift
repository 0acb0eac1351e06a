/// What stands at the positions of an axis.
public enum AxisLabels: Hashable, Sendable {
    /// Positions counted from 0.
    case indices
    /// Positions counted from the given one.
    case counted(from: Int)
    /// One text for each position, drawn as given.
    case tokens([String])
    /// Nothing.
    case none

    /// The number at the first position.
    var first: Int {
        if case .counted(let first) = self { first } else { 0 }
    }
}

/// Which of the labels of an axis are drawn.
public enum ShownLabels: String, CaseIterable, Sendable {
    /// As many as fit beside their cells.
    case fitting = "auto"
    /// Every one: the cells become large enough for it.
    case all
    /// None; titles of cells still name the positions.
    case none
}
