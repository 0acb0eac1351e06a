import Attention
import Tensors

/// The weights of layers of a `RecordedFile`: (layer, batch, head, query, key). They are computed in blocks of rows when they
/// are used.
public struct RecordedWeights: WeightsSource {
    public var axes: WeightAxes
    private var layers: [any WeightsSource]
    public let place: String?

    /// - Parameters:
    ///   - layers: the layers, whose weights have one shape; a single one without a number adds no axis.
    ///   - path: the file, for error messages.
    /// - Throws: `RecordError.shapesDiffer`, `.positionsDiffer`; as `ComputedWeights.init`.
    public init(_ layers: [RecordedLayer], path: String = "the record") throws {
        let weights = try layers.map { try ComputedWeights($0.inputs) }
        guard let first = weights.first else { throw RecordError.noLayers(path: path) }
        for (layer, other) in zip(layers, weights) where other.axes.dimensions != first.axes.dimensions {
            throw RecordError.shapesDiffer(
                path: path, first: layers[0].number, first.axes.dimensions, other: layer.number, other.axes.dimensions)
        }
        for (layer, other) in zip(layers, weights) where other.axes.queries.positions != first.axes.queries.positions {
            throw RecordError.positionsDiffer(path: path, first: layers[0].number, other: layer.number)
        }
        self.layers = weights
        place = path
        axes = first.axes
        let numbers = layers.compactMap(\.number)
        if numbers.count == layers.count {
            axes.leading.insert(NamedAxis(name: "layer", positions: numbers), at: 0)
        }
    }

    public var canMask: Bool { layers.contains(where: \.canMask) }
    /// The mask of a single layer: those of several need not agree.
    public var mask: AttentionMask { layers.count == 1 ? layers[0].mask : .none }

    /// Each layer without the queries that its own mask makes padding.
    public func withoutPadding() throws -> (any WeightsSource)? {
        let unpadded = try layers.map { try $0.withoutPadding() }
        guard unpadded.contains(where: { $0 != nil }) else { return nil }
        var weights = self
        weights.layers = zip(layers, unpadded).map { $1 ?? $0 }
        return weights
    }
    public var queriesAreKeyPositions: Bool { layers.allSatisfy(\.queriesAreKeyPositions) }
    public var hasSinks: Bool { layers.contains(where: \.hasSinks) }
    public var smallestColor: Double? { 0 }
    public var residentBytes: Int { layers.reduce(0) { $0.addingReportingOverflow($1.residentBytes).partialValue } }

    public func outline(_ pass: RowPass) throws -> any WeightRows {
        LayerRows(axes: axes, layers: try layers.map { try $0.outline(pass) })
    }

    public func withRows<Result>(_ pass: RowPass, _ body: (any WeightRows) throws -> Result) throws -> Result {
        try withRows(layers[...], opened: [], pass) { try body(LayerRows(axes: axes, layers: $0)) }
    }

    /// Opens the operands of one layer after another, as each is valid during a call only.
    private func withRows<Result>(
        _ rest: ArraySlice<any WeightsSource>, opened: [any WeightRows], _ pass: RowPass,
        _ body: ([any WeightRows]) throws -> Result
    ) throws -> Result {
        guard let next = rest.first else { return try body(opened) }
        return try next.withRows(pass) { try withRows(rest.dropFirst(), opened: opened + [$0], pass, body) }
    }
}

/// The rows of several layers of one shape.
private struct LayerRows: WeightRows {
    let axes: WeightAxes
    let layers: [any WeightRows]

    /// The number of matrices of a layer.
    private var matrixCount: Int { max(1, axes.matrixCount / max(1, layers.count)) }

    var canMask: Bool { layers.contains(where: \.canMask) }
    var rowElements: Int { layers.map(\.rowElements).max() ?? axes.keyCount }

    func memory(rows: Int) -> Int { layers.map { $0.memory(rows: rows) }.max() ?? 0 }

    func cellKernel(queries: Range<Int>, keys: Range<Int>, size: CellSize, rule: PoolingRule) -> CellKernel? {
        let kernels = layers.compactMap { $0.cellKernel(queries: queries, keys: keys, size: size, rule: rule) }
        return kernels.count == layers.count ? CellKernel(joining: kernels) : nil
    }

    func withRows<Result>(
        _ rows: Range<Int>, of matrix: Int, _ body: (RowBlock) throws -> Result
    ) throws -> Result {
        let (layer, own) = matrix.quotientAndRemainder(dividingBy: matrixCount)
        return try layers[layer].withRows(rows, of: own) { block in
            try body(block.renumbered(matrix: matrix))
        }
    }
}
