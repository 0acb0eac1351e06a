/// The position and the label of the colorbars.
public struct Colorbar: Hashable, Sendable {
    public enum Position: String, CaseIterable, Sendable {
        case right, bottom, none
    }

    /// Nil is below for one bar per column, and at the right otherwise.
    public var position: Position?
    public var label: String?

    public init(position: Position? = nil, label: String? = nil) {
        self.position = position
        self.label = label
    }

    /// The position of the bars for a way of sharing scales.
    ///
    /// - Throws: `FigureError.colorbarPosition` when bars per row are wanted below, or bars per column at the right.
    func position(for sharing: ScaleSharing) throws(FigureError) -> Position {
        switch (sharing, position) {
        case (.column, nil): return .bottom
        case (_, nil): return .right
        case (.row, .bottom?), (.column, .right?):
            throw .colorbarPosition(sharing: sharing.rawValue, position: position?.rawValue ?? "")
        case (_, let position?): return position
        }
    }
}
