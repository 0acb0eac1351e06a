import Tensors

/// Attention weights with their mask and their axes, which have a number and a label for each position. Selections,
/// reductions, transposes and merges apply to all three.
///
///     let weights = try ScaledDotProductAttention().weights(queries: queries, keys: keys, mask: .causal)
///     let head = try weights.selecting(AxisSelection([("head", .position(3))]))
public struct AttentionWeights: Sendable {
    /// The names, numbers and labels of the axes.
    ///
    /// - Precondition: a new value has the same sizes.
    public var axes: WeightAxes {
        didSet {
            precondition(axes.dimensions == values.shape.dimensions, "axes of \(axes.dimensions) for \(values.shape)")
        }
    }
    /// (..., queries, keys)
    public let values: Tensor
    /// True where a key is masked, in the shape of the values; nil without a mask.
    public let masked: BooleanTensor?

    /// - Parameters:
    ///   - values: (..., queries, keys)
    ///   - masked: true where a key is masked, in the shape of the values; nil without a mask
    ///   - axes: the axes of the values; nil for the default names: (query, key), (head, query, key), (layer, head, query,
    ///     key) or (layer, batch, head, query, key)
    /// - Throws: `AxisError` for axes of another shape, or a shape without default names; `AttentionError.maskMismatch`.
    public init(_ values: Tensor, masked: BooleanTensor? = nil, axes: WeightAxes? = nil) throws {
        let shape = values.shape.dimensions
        if let masked, masked.shape != values.shape {
            throw AttentionError.maskMismatch(mask: .booleanMask, allowed: [shape], found: masked.shape.dimensions)
        }
        if let axes, axes.dimensions != shape {
            throw AxisError.nameCount(names: axes.all.map(\.name), shape: shape)
        }
        self.values = values
        self.masked = masked
        self.axes = try axes ?? WeightAxes(customary: shape)
    }

    /// Reads or computes all rows into memory.
    ///
    /// - Parameters:
    ///   - rows: the weights.
    ///   - pass: the size of the blocks in which they are read or computed.
    /// - Throws: errors of producing the rows.
    public init(_ rows: any WeightRows, pass: RowPass = RowPass()) throws {
        let axes = rows.axes
        let shape = try Shape(axes.dimensions)
        var (values, masked) = ([Float](), [Bool]())
        values.reserveCapacity(shape.count)
        let height = pass.blockRows(of: rows)
        for matrix in 0..<axes.matrixCount {
            for start in stride(from: 0, to: axes.queryCount, by: height) {
                try rows.withRows(start..<min(start + height, axes.queryCount), of: matrix) { block in
                    values.append(contentsOf: block.storedElements)
                    if rows.canMask { masked.append(contentsOf: block.maskElements) }
                }
            }
        }
        self.axes = axes
        self.values = Tensor(shape: shape, elements: values)
        self.masked = rows.canMask ? BooleanTensor(shape: shape, elements: masked) : nil
    }

    /// A view of the weights as rows.
    public var rows: TensorRows { TensorRows(values, masked: masked, axes: axes) }
}

extension AttentionWeights {
    /// The weights at the selected positions; a single position drops its axis, except `query` and `key`.
    ///
    /// - Throws: `AxisError` if an axis is unknown or a position is outside it.
    public func selecting(_ selection: AxisSelection) throws -> AttentionWeights {
        try AttentionWeights(SelectedRows(rows, selection))
    }

    /// The mean or maximum along a leading axis, which is dropped.
    ///
    /// - Throws: `AxisError` if there is no such leading axis, or it is empty.
    public func reducing(_ reduction: AxisReduction) throws -> AttentionWeights {
        try AttentionWeights(ReducedRows(rows, reduction))
    }

    /// Weights between words, merged from the subword tokens that are the labels of both axes. See `MergedRows`.
    ///
    /// - Throws: `AttentionError.tokenCount` if an axis has no labels.
    public func mergingWords() throws -> AttentionWeights {
        try AttentionWeights(
            MergedRows(
                rows, queries: SubwordGroups(axes.queries.labels ?? []), keys: SubwordGroups(axes.keys.labels ?? [])))
    }

    /// The weights with queries and keys swapped, including their labels and numbers.
    public func transposed() throws -> AttentionWeights {
        let rank = values.shape.rank
        let order = Array(0..<rank - 2) + [rank - 1, rank - 2]
        var axes = axes
        axes.queries = NamedAxis(name: "query", positions: self.axes.keys.positions, labels: self.axes.keys.labels)
        axes.keys = NamedAxis(name: "key", positions: self.axes.queries.positions, labels: self.axes.queries.labels)
        return try AttentionWeights(values.permuted(order), masked: masked?.permuted(order), axes: axes)
    }
}
