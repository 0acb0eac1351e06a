/// Positions chosen along named axes.
///
/// ```swift
/// let part = try AxisSelection([
///     ("layer", .position(3)), ("head", .range(from: 0, to: 4)), ("key", .list([1, 5, 7])),
/// ])
/// ```
///
/// A single position drops its axis, a range or a list keeps it. Ranges are Python's: the end is left out, either end may
/// be missing, negative positions count from the end, and what lies beyond the axis is ignored.
public struct AxisSelection: Hashable, Sendable {
    /// A selection along one axis.
    public enum Choice: Hashable, Sendable {
        case position(Int)
        case range(from: Int?, to: Int?)
        case list([Int])
    }

    /// All positions of all axes.
    public static let all = AxisSelection(choices: [])

    /// The selections in the order given; all positions are selected along other axes.
    public let choices: [(axis: String, choice: Choice)]

    /// - Throws: `AxisError.selectedTwice` for an axis with two choices.
    public init(_ choices: [(axis: String, choice: Choice)]) throws(AxisError) {
        var names: Set<String> = []
        for (axis, _) in choices where !names.insert(axis).inserted { throw .selectedTwice(axis: axis) }
        self.init(choices: choices)
    }

    /// The selected positions, counted from the start of the axis.
    ///
    /// - Parameters:
    ///   - choice: the selection.
    ///   - axis: the name of the axis, for errors.
    ///   - size: the number of positions of the axis.
    /// - Throws: `AxisError.outOfRange` or `.nothingSelected`.
    package static func positions(_ choice: Choice, axis: String, size: Int) throws(AxisError) -> [Int] {
        func counted(_ position: Int) throws(AxisError) -> Int {
            guard position >= -size, position < size else {
                throw .outOfRange(axis: axis, position: position, size: size)
            }
            return position < 0 ? position + size : position
        }
        var positions: [Int] = []
        switch choice {
        case .position(let position): positions = [try counted(position)]
        case .list(let list): for position in list { positions.append(try counted(position)) }
        case .range(let from, let to):
            func end(_ position: Int) -> Int {
                position < 0 ? max(0, size + max(position, -size)) : min(position, size)
            }
            let (lower, upper) = (end(from ?? 0), end(to ?? size))
            positions = lower < upper ? Array(lower..<upper) : []
        }
        guard !positions.isEmpty else { throw .nothingSelected(axis: axis) }
        return positions
    }
}

extension AxisSelection {
    /// The selection with single positions along these axes replaced by lists of one position, which keep the axis.
    public func keeping(_ names: [String]) -> AxisSelection {
        AxisSelection(
            choices: choices.map { axis, choice in
                if names.contains(axis), case .position(let position) = choice { return (axis, .list([position])) }
                return (axis, choice)
            })
    }

    private init(choices: [(axis: String, choice: Choice)]) {
        self.choices = choices
    }

    public static func == (left: AxisSelection, right: AxisSelection) -> Bool {
        left.choices.elementsEqual(right.choices) { $0 == $1 }
    }

    public func hash(into hasher: inout Hasher) {
        for (axis, choice) in choices {
            hasher.combine(axis)
            hasher.combine(choice)
        }
    }
}
