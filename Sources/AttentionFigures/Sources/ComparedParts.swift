import Attention
import Tensors

/// The parts of two sources A and B to compare, in which each position of A stands at the place of its partner in B.
///
/// Positions of an axis that both files number, such as the layers 1 and 2, and 2 and 3, are partners if their numbers are
/// equal; the others are left out. Other positions are partners in order, as are those that A and B choose differently.
public struct ComparedParts: Sendable {
    public let first: WeightsPart
    public let second: WeightsPart
    /// What is not compared, or compared with something else.
    public let notes: [ComparisonNote]

    /// - Parameters:
    ///   - axes: the axes of A.
    ///   - part: the part of A.
    ///   - otherAxes: the axes of B.
    ///   - otherPart: the part of B.
    /// - Throws: `WeightsError.nothingInCommon` for numbered positions none of which is in both; as `WeightsPart.axes(of:)`.
    public init(
        _ axes: WeightAxes, part: WeightsPart, with otherAxes: WeightAxes, otherPart: WeightsPart
    ) throws {
        let (one, other) = (try part.axes(of: axes), try otherPart.axes(of: otherAxes))
        var (first, second, notes) = (part, otherPart, [ComparisonNote]())
        for (left, right) in zip(one.leading, other.leading)
        where left.name == right.name && left.positions != right.positions
            && part.selection.choice(of: left.name) == otherPart.selection.choice(of: left.name)
        {
            guard left.hasNumbers, right.hasNumbers else {
                if left.positions.count == right.positions.count {
                    notes.append(.pairedInOrder(axis: left.name, left.positions, right.positions))
                }
                continue
            }
            let common = left.positions.filter(right.positions.contains)
            guard !common.isEmpty else {
                throw WeightsError.nothingInCommon(axis: left.name, left.positions, right.positions)
            }
            first.selection = first.selection.choosing(common, of: left.name)
            second.selection = second.selection.choosing(common, of: left.name)
            let rest = [left, right].map { $0.positions.filter { !common.contains($0) } }
            if rest.contains(where: { !$0.isEmpty }) {
                notes.append(.leftOut(axis: left.name, rest[0], rest[1], compared: common))
            }
        }
        (self.first, self.second) = (first, second)
        let tokens = ComparisonNote.tokens(one.keys, other.keys) ?? .tokens(one.queries, other.queries)
        self.notes = notes + [tokens].compactMap { $0 }
    }
}
