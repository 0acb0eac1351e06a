/// Positions chosen along named axes.
///
/// ```swift
/// let part = try AxisSelection([("layer", .position(3)), ("head", .range(from: 0, to: 4)), ("key", .list([1, 5, 7]))])
/// ```
///
/// A single position drops its axis, a range or a list keeps it. Ranges are Python's: the end is left out, either end may
/// be missing, negative positions count from the end, and what lies beyond the axis is ignored.
public struct AxisSelection: Hashable, Sendable {
    /// What is chosen along one axis.
    public enum Choice: Hashable, Sendable {
        case position(Int)
        case range(from: Int?, to: Int?)
        case list([Int])
    }

    /// Everything.
    public static let all = AxisSelection(choices: [])

    /// The choices in the order given; axes without one are taken whole.
    public let choices: [(axis: String, choice: Choice)]

    /// - Throws: `AxisError.duplicateName` for an axis with two choices.
    public init(_ choices: [(axis: String, choice: Choice)]) throws(AxisError) {
        var names: Set<String> = []
        for (axis, _) in choices where !names.insert(axis).inserted { throw .duplicateName(axis) }
        self.init(choices: choices)
    }

    /// The positions chosen along an axis of `size` places, counted from the start.
    ///
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
    /// The same choices, but a single position of one of these axes keeps the axis, as a list of one.
    public func keeping(_ names: [String]) -> AxisSelection {
        AxisSelection(
            choices: choices.map { axis, choice in
                if names.contains(axis), case .position(let position) = choice { return (axis, .list([position])) }
                return (axis, choice)
            })
    }

    /// What is left to do when only the chosen positions of these axes were read: their lists and ranges are done, their
    /// single positions are the only place of their axis.
    package func afterReading(leading names: Set<String>) -> AxisSelection {
        AxisSelection(
            choices: choices.compactMap { axis, choice in
                guard names.contains(axis) else { return (axis, choice) }
                if case .position = choice { return (axis, .position(0)) }
                return nil
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
