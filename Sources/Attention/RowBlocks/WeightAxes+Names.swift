import Tensors

extension WeightAxes {
    /// The default names of the axes of attention weights: (query, key), (head, query, key), (layer, head, query, key) or
    /// (layer, batch, head, query, key).
    ///
    /// - Throws: `AxisError.noCustomaryNames` for fewer than two or more than five axes.
    public static func customaryNames(_ shape: [Int]) throws(AxisError) -> [String] {
        let names = ["layer", "batch", "head", "query", "key"]
        switch shape.count {
        case 2: return Array(names[3...])
        case 3: return Array(names[2...])
        case 4: return ["layer", "head", "query", "key"]
        case 5: return names
        default: throw .noCustomaryNames(shape: shape)
        }
    }

    /// Axes with the default names.
    ///
    /// - Throws: `AxisError.noCustomaryNames` for fewer than two or more than five axes.
    public init(customary shape: [Int]) throws(AxisError) {
        let names = try Self.customaryNames(shape)
        self.init(
            leading: zip(names, shape).dropLast(2).map { ($0, $1) }, queryCount: shape[shape.count - 2],
            keyCount: shape[shape.count - 1])
    }

    /// The axes of a tensor (..., Q, K) whose leading axes are not named.
    ///
    /// - Throws: `AttentionError` for fewer than two axes.
    init(unnamed weights: Tensor, _ input: AttentionInput = .weights) throws(AttentionError) {
        let shape = weights.shape.dimensions
        guard shape.count >= 2 else { throw .unexpectedRank(operand: input, allowed: [2, 3, 4, 5], found: shape) }
        self.init(
            leading: shape.dropLast(2).enumerated().map { ("axis \($0.offset)", $0.element) },
            queryCount: shape[shape.count - 2], keyCount: shape[shape.count - 1])
    }

    /// The axes of the weights of queries and keys: the leading axes of the queries, then query and key. Query heads that
    /// share a key head are labelled with it.
    ///
    /// - Parameters:
    ///   - layout: the layout of the operands.
    ///   - leading: the names of the leading axes of the queries: some of `batch` and `head`.
    package init(_ layout: OperandLayout, leading: [String]) {
        let groups = layout.groups
        let labels: [String]? =
            groups.keyHeads == groups.queryHeads
            ? nil : (0..<groups.queryHeads).map { "Head \($0) (KV \(groups.keyHead(of: $0)))" }
        let batch = NamedAxis(name: "batch", positions: Array(0..<layout.batches))
        let head = NamedAxis(name: "head", positions: Array(0..<layout.heads), labels: labels)
        self.init(
            leading: [batch, head].filter { leading.contains($0.name) },
            queries: NamedAxis(name: "query", positions: Array(0..<layout.queries.count)),
            keys: NamedAxis(name: "key", positions: Array(0..<layout.keys.count)))
    }

    /// The names of the leading axes of operands of queries and keys.
    ///
    /// - Parameters:
    ///   - rank: the number of axes of the queries, including an axis of heads that were split off their features.
    ///   - leadingAxis: the meaning of the first of three axes.
    package static func leadingNames(rank: Int, leadingAxis: HeadLayout.LeadingAxis) -> [String] {
        rank < 3 ? [] : rank == 3 ? [leadingAxis.rawValue] : ["batch", "head"]
    }
}
