/// The labels of the positions of an axis.
public enum AxisLabels: Hashable, Sendable {
    /// Positions counted from 0.
    case indices
    /// Positions counted from the given one.
    case counted(from: Int)
    /// One text for each position, drawn as given.
    case tokens([String])
    /// No labels.
    case none

    /// The number at the first position.
    var first: Int {
        if case .counted(let first) = self { first } else { 0 }
    }
}

/// Which of the labels of an axis are drawn.
public enum ShownLabels: String, CaseIterable, Sendable {
    /// As many as fit without touching each other.
    case fitting = "auto"
    /// All: the cells become large enough for them.
    case all
    /// None; titles of cells and descriptions still have them.
    case none
}
