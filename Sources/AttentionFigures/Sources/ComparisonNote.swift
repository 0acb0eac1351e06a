import Attention
import Tensors

/// A note on what is compared. A and B are the two sources.
public enum ComparisonNote: Hashable, Sendable {
    /// Numbered positions that only A, and only B, has are not compared.
    case leftOut(axis: String, [Int], [Int], compared: [Int])
    /// Positions with different numbers are compared in order, as one of the files does not number them.
    case pairedInOrder(axis: String, [Int], [Int])
    /// The tokens of A and B differ; at the first position where they do, these are the tokens. With `isReordered` they are
    /// the same tokens in another order.
    case tokensDiffer(axis: String, position: Int, String, String, isReordered: Bool)

    /// The note on the tokens of an axis; nil if they are equal, or one of the sources has none.
    static func tokens(_ one: NamedAxis, _ other: NamedAxis) -> ComparisonNote? {
        guard let left = one.allLabels, let right = other.allLabels, left.count == right.count,
            let index = left.indices.first(where: { left[$0] != right[$0] })
        else { return nil }
        return .tokensDiffer(
            axis: one.name, position: one.positions[index % one.positions.count], left[index], right[index],
            isReordered: left.sorted() == right.sorted())
    }
}

extension ComparisonNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .leftOut(let axis, let one, let other, let compared):
            let parts = [(one, "A"), (other, "B")].filter { !$0.0.isEmpty }.map {
                "\(Self.text(axis, $0.0)) of \($0.1)"
            }
            return
                "\(parts.joined(separator: " and ")) \(one.count + other.count == 1 ? "is" : "are") left out, as the other "
                + "file does not have it; compared: \(Self.text(axis, compared))"
        case .pairedInOrder(let axis, let one, let other):
            return
                "the \(axis)s are compared in order: \(Self.text(axis, one)) of A with \(Self.text(axis, other)) of B"
        case .tokensDiffer(let axis, let position, let one, let other, let isReordered):
            return "the tokens of A and B differ"
                + (isReordered ? " in their order" : "")
                + ": \(axis) \(position) is '\(one)' in A and '\(other)' in B; those of A are shown"
        }
    }

    static func text(_ axis: String, _ numbers: [Int]) -> String {
        let list = numbers.prefix(12).map(String.init).joined(separator: ", ") + (numbers.count > 12 ? ", ..." : "")
        return numbers.count == 1 ? "\(axis) \(list)" : "\(axis)s \(list)"
    }
}
