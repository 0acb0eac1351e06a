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

        /// Whether this is the position alone, also as a list.
        package func isPosition(_ number: Int) -> Bool { [.position(number), .list([number])].contains(self) }
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

    /// The indices of the selected positions along an axis. Positions are chosen by their numbers, which need not begin at 0 or
    /// be consecutive; negative ones count from the end.
    ///
    /// - Throws: `AxisError.outOfRange`, `.noSuchNumber` or `.nothingSelected`.
    package static func indices(_ choice: Choice, along axis: NamedAxis) throws(AxisError) -> [Int] {
        let (numbers, size) = (axis.positions, axis.positions.count)
        let countsFromZero = numbers.elementsEqual(0..<size)
        func index(_ position: Int) throws(AxisError) -> Int {
            if position < 0, position >= -size { return position + size }
            if countsFromZero, position >= 0, position < size { return position }
            if !countsFromZero, let index = numbers.firstIndex(of: position) { return index }
            throw countsFromZero
                ? .outOfRange(axis: axis.name, position: position, size: size)
                : .noSuchNumber(axis: axis.name, number: position, numbers: numbers)
        }
        /// Whether the position at an index lies before an end of a range.
        func isBefore(_ end: Int, _ index: Int) -> Bool {
            end < 0 ? index < size + max(end, -size) : numbers[index] < end
        }
        var indices: [Int] = []
        switch choice {
        case .position(let position): indices = [try index(position)]
        case .list(let list): for position in list { indices.append(try index(position)) }
        case .range(let from, let to):
            indices = numbers.indices.filter { index in
                !(from.map { isBefore($0, index) } ?? false) && (to.map { isBefore($0, index) } ?? true)
            }
        }
        guard !indices.isEmpty else { throw .nothingSelected(axis: axis.name) }
        return indices
    }
}

extension AxisSelection {
    /// The choice along an axis; nil for all positions.
    package func choice(of name: String) -> Choice? { choices.first { $0.axis == name }?.choice }

    /// The selection with another choice along an axis: positions with these numbers.
    package func choosing(_ numbers: [Int], of name: String) -> AxisSelection {
        AxisSelection(choices: choices.filter { $0.axis != name } + [(name, .list(numbers))])
    }

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
