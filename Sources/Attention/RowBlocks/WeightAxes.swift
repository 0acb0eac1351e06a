import Tensors

/// The axes of attention weights (..., queries, keys), with a number and a label for each position.
///
/// A selection keeps the numbers of its positions: layer 9 of 12 is still number 9, and keys 100 to 199 of a longer context
/// are still numbered 100 to 199.
public struct WeightAxes: Hashable, Sendable {
    /// The axes before queries and keys, such as layer and head.
    public var leading: [NamedAxis]
    /// The axis `query`; its labels are the tokens of the queries.
    public var queries: NamedAxis
    /// The axis `key`; its labels are the tokens of the keys.
    public var keys: NamedAxis
    /// The axes that were dropped by choosing one position or by a reduction.
    public var fixed: [FixedAxis]

    public init(
        leading: [NamedAxis] = [], queries: NamedAxis, keys: NamedAxis,
        fixed: [FixedAxis] = []
    ) {
        self.leading = leading
        self.queries = queries
        self.keys = keys
        self.fixed = fixed
    }

    /// Axes of these sizes whose positions are counted from 0.
    public init(leading: [(name: String, count: Int)] = [], queryCount: Int, keyCount: Int) {
        self.init(
            leading: leading.map { NamedAxis(name: $0.name, positions: Array(0..<$0.count)) },
            queries: NamedAxis(name: "query", positions: Array(0..<queryCount)),
            keys: NamedAxis(name: "key", positions: Array(0..<keyCount)))
    }

    /// All axes in the order of the elements.
    public var all: [NamedAxis] { leading + [queries, keys] }

    /// The sizes of all axes.
    public var dimensions: [Int] { all.map(\.positions.count) }

    /// The number of queries of each matrix.
    public var queryCount: Int { queries.positions.count }
    /// The number of keys of each matrix.
    public var keyCount: Int { keys.positions.count }

    /// The number of matrices (queries, keys).
    public var matrixCount: Int { leading.reduce(1) { $0 * $1.positions.count } }

    /// The index of a matrix on each leading axis; matrices are counted in row-major order.
    package func index(ofMatrix matrix: Int) -> [Int] {
        rowMajorIndex(matrix, sizes: leading.map(\.positions.count))
    }

    /// The number of weights. A `Double`, as the product of the sizes may overflow `Int`.
    package var weightCount: Double { dimensions.reduce(1) { $0 * Double($1) } }
}
