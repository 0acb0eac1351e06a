/// An error in the names of axes or in a selection of positions. `description` is its message.
public enum AxisError: Error, Equatable, Sendable {
    /// The number of names is not the number of axes.
    case nameCount(names: [String], shape: [Int])
    /// Two axes have the same name.
    case duplicateName(String)
    /// A selection has two choices along one axis.
    case selectedTwice(axis: String)
    /// There is no axis with this name.
    case unknownAxis(String, known: [String])
    /// The axis `query` or `key`, which attention weights need, is missing.
    case missingAxis(String, known: [String])
    /// There are no default names for the axes of a tensor of this rank.
    case noCustomaryNames(shape: [Int])
    /// The position is outside its axis.
    case outOfRange(axis: String, position: Int, size: Int)
    /// The axis has no position with the number.
    case noSuchNumber(axis: String, number: Int, numbers: [Int])
    /// A selection along the axis is empty.
    case nothingSelected(axis: String)
}

extension AxisError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nameCount(let names, let shape):
            "\(names.count) axes are named (\(names.joined(separator: ", "))), but the shape \(Shape.text(shape)) has "
                + "\(shape.count)"
        case .duplicateName(let name):
            "two axes are named '\(name)'"
        case .selectedTwice(let axis):
            "'\(axis)' is selected twice; a list selects several positions, as in \(axis)=0,2"
        case .unknownAxis(let name, let known):
            "there is no axis '\(name)'; the axes are \(known.joined(separator: ", "))"
        case .missingAxis(_, let known):
            "the axes of attention weights must have query and key among them, found \(known.joined(separator: ", "))"
        case .noCustomaryNames(let shape):
            "the axes of shape \(Shape.text(shape)) need names, such as layer,head,query,key"
        case .outOfRange(let axis, let position, let size):
            "\(axis) \(position) is outside the axis, which has \(size): 0 to \(size - 1), or -\(size) to -1 from the end"
        case .noSuchNumber(let axis, let number, let numbers):
            "there is no \(axis) \(number) among " + Self.list(numbers)
        case .nothingSelected(let axis):
            "no \(axis) is selected"
        }
    }

    /// Consecutive numbers by their ends, others one by one up to a limit.
    private static func list(_ numbers: [Int]) -> String {
        guard let first = numbers.first, let last = numbers.last else { return "none" }
        if numbers.count > 2, numbers.elementsEqual(first..<first + numbers.count) { return "\(first) to \(last)" }
        let shown = numbers.prefix(20).map(String.init).joined(separator: ", ")
        return numbers.count > 20 ? "\(shown), ... and \(numbers.count - 20) more" : shown
    }
}
