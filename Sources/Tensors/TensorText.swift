/// The rules by which PyTorch prints tensors (torch/_tensor_str.py).
struct TensorText {
    private enum Notation { case whole, fixed, scientific }

    private let tensor: Tensor
    private let strides: [Int]
    private let notation: Notation
    private let width: Int
    private let isSummary: Bool

    private static let lineLength = 80
    private static let decimals = 4
    private static let mostElements = 1000
    private static let edge = 3

    init(_ tensor: Tensor) {
        self.tensor = tensor
        strides = tensor.shape.strides
        isSummary = tensor.shape.count > Self.mostElements
        let shown = isSummary ? TensorText.shownOffsets(tensor.shape) : Array(0..<tensor.shape.count)
        let values = shown.map { tensor.elements[$0] }
        let notation = TensorText.notation(values)
        self.notation = notation
        // Zeros, NaN and infinities do not count, so "nan" may stand out of its column.
        width = values.filter { $0.isFinite && $0 != 0 }.map { TensorText.number($0, notation).count }.max() ?? 1
    }

    /// Scientific where four decimals could not show the smallest and the largest value alike.
    private static func notation(_ values: [Float]) -> Notation {
        let sizes = values.filter { $0.isFinite && $0 != 0 }.map { Double($0.magnitude) }
        guard let largest = sizes.max(), let smallest = sizes.min() else { return .whole }
        let isWhole = values.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
        if largest / smallest > 1000 || largest > 1e8 { return .scientific }
        if isWhole { return .whole }
        return smallest < 1e-4 ? .scientific : .fixed
    }

    private static func number(_ value: Float, _ notation: Notation) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        switch notation {
        case .whole: return DecimalText.fixed(Double(value), decimals: 0) + "."
        case .fixed: return DecimalText.fixed(Double(value), decimals: decimals)
        case .scientific: return DecimalText.scientific(Double(value), decimals: decimals)
        }
    }

    /// The part of the tensor at an offset along the axes from `axis` on, in brackets.
    func text(axis: Int, offset: Int, indent: Int) -> String {
        let rank = tensor.shape.rank
        guard rank > axis else { return Self.number(tensor.elements[offset], notation) }
        let indices = Self.shownIndices(tensor.shape[axis], isSummary: isSummary)
        let separator =
            String(repeating: "\n", count: max(1, rank - axis - 1)) + String(repeating: " ", count: indent + 1)
        if axis < rank - 1 {
            let parts = indices.map { index in
                index.map { text(axis: axis + 1, offset: offset + $0 * strides[axis], indent: indent + 1) } ?? "..."
            }
            return "[" + parts.joined(separator: "," + separator) + "]"
        }
        let numbers = indices.map { index -> String in
            guard let index else { return " ..." }
            let text = Self.number(tensor.elements[offset + index], notation)
            return String(repeating: " ", count: max(0, width - text.count)) + text
        }
        let perLine = max(1, (Self.lineLength - indent) / (width + 2))
        let lines = stride(from: 0, to: numbers.count, by: perLine).map {
            numbers[$0..<min($0 + perLine, numbers.count)].joined(separator: ", ")
        }
        return "[" + lines.joined(separator: "," + separator) + "]"
    }

    /// The indices of an axis that are printed; nil stands for the ones left out between both ends.
    private static func shownIndices(_ count: Int, isSummary: Bool) -> [Int?] {
        guard isSummary, count > 2 * edge else { return (0..<count).map { $0 } }
        return (0..<edge).map { $0 } + [nil] + (count - edge..<count).map { $0 }
    }

    /// The offsets of the elements that are printed.
    private static func shownOffsets(_ shape: Shape) -> [Int] {
        zip(shape.dimensions, shape.strides).reduce([0]) { offsets, axis in
            offsets.flatMap { offset in
                shownIndices(axis.0, isSummary: true).compactMap { $0.map { offset + $0 * axis.1 } }
            }
        }
    }
}
