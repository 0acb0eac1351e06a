/// What can be wrong with the names of axes or a choice of positions along them. Cases hold facts.
public enum AxisError: Error, Equatable, Sendable {
    /// There must be one name for each axis.
    case nameCount(names: [String], shape: [Int])
    /// Two axes have the same name.
    case duplicateName(String)
    /// There is no axis of that name.
    case unknownAxis(String, known: [String])
    /// A tensor of this rank has no customary names.
    case noCustomaryNames(shape: [Int])
    /// The position is outside its axis.
    case outOfRange(axis: String, position: Int, size: Int)
    /// Nothing is left of the axis.
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
        case .unknownAxis(let name, let known):
            "there is no axis '\(name)'; the axes are \(known.joined(separator: ", "))"
        case .noCustomaryNames(let shape):
            "the axes of shape \(Shape.text(shape)) need names, such as layer,head,query,key"
        case .outOfRange(let axis, let position, let size):
            "\(axis) \(position) is outside the axis, which has \(size): 0 to \(size - 1), or -\(size) to -1 from the end"
        case .nothingSelected(let axis):
            "no \(axis) is selected"
        }
    }
}
