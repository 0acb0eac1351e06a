/// What the numbers in the names of tensors say: `blocks.5.attn` and `blocks.9.attn` are the layers 5 and 9.
public struct NameNumbers: Hashable, Sendable {
    /// An axis along which tensors are stacked.
    public struct Axis: Hashable, Sendable {
        /// The name of the axis, such as `layer` or `head`; nil where the names of the tensors do not say it.
        public let name: String?
        /// The number of each tensor, ascending.
        public let numbers: [Int]
        /// The text of each position, such as `gpt2`, where the number alone does not name it.
        public let texts: [String]?

        init(name: String?, numbers: [Int], texts: [String]? = nil) {
            (self.name, self.numbers, self.texts) = (name, numbers, texts)
        }
    }

    /// A number that all tensors of a stack, or a single one, have in their names.
    public struct Position: Hashable, Sendable {
        public let axis: String
        public let number: Int
    }

    /// The first axes of the stack; empty for a tensor that is not stacked.
    public let axes: [Axis]
    public let positions: [Position]

    static let none = NameNumbers(axes: [], positions: [])
}
