import Attention
import Heatmaps
import Tensors

extension AttentionWeights {
    /// The attention rollout over the layers of a source, see `AttentionRollout`: (n, n), with the tokens of the source.
    ///
    /// - Parameters:
    ///   - source: weights with the axes layer, head, query and key; layer and head are optional.
    ///   - part: the part of the weights.
    ///   - residual: the weight of the residual connection, in [0, 1).
    ///   - pass: threads and memory limit.
    /// - Throws: `AttentionError.residualOutOfRange`; `WeightsError.rolloutAxis` for another axis with several positions;
    ///   `MemoryError`; `SourceError` for matrices that are not square, and for negative or infinite weights.
    public init(
        rollout source: any WeightsSource, part: WeightsPart = WeightsPart(), residual: Double = 0.5,
        pass: RowPass = RowPass()
    ) throws {
        let rollout = try AttentionRollout(residual: residual)
        let axes = try Self.axes(ofRollout: source, part)
        // The axes may be in any order, so the matrices of a layer need not be consecutive.
        let layerAxis = axes.leading.firstIndex { $0.name == "layer" }
        var layers = [[Int]](repeating: [], count: layerAxis.map { axes.leading[$0].positions.count } ?? 1)
        for matrix in 0..<axes.matrixCount {
            layers[layerAxis.map { axes.index(ofMatrix: matrix)[$0] } ?? 0].append(matrix)
        }
        let pass = try MemoryPlan(source, part, resultBytes: 24 * Double(axes.keyCount) * Double(axes.queryCount))
            .fitting(pass)
        let values = try source.withRows(of: part, pass) { try rollout($0, layers: layers, pass: pass) }
        try self.init(values, axes: WeightAxes(queries: axes.queries, keys: axes.keys))
    }

    /// The axes of a part whose rollout is computed.
    ///
    /// - Throws: `WeightsError.rolloutAxis`; `SourceError` for matrices that are not square.
    fileprivate static func axes(ofRollout source: any WeightsSource, _ part: WeightsPart) throws -> WeightAxes {
        try source.naming {
            let axes = try part.axes(of: source.axes)
            let several = axes.leading.filter { $0.positions.count != 1 || ["layer", "head"].contains($0.name) }
            if let other = several.first(where: { !["layer", "head"].contains($0.name) }) {
                throw WeightsError.rolloutAxis(other.name)
            }
            guard axes.queryCount == axes.keyCount else {
                throw AttentionError.notSquare(operand: .weights, found: axes.dimensions)
            }
            return axes
        }
    }
}

extension WeightsFigure {
    /// A figure of an attention rollout.
    ///
    /// - Parameters:
    ///   - rollout: the rollout.
    ///   - part: the part to draw.
    ///   - showsRawTokens: whether tokens are drawn unchanged.
    ///   - numbersRepeats: whether tokens that occur several times carry their number.
    /// - Throws: `AxisError`, `WeightsError`, `FigureError`.
    public static func rollout(
        _ rollout: AttentionWeights, part: WeightsPart = WeightsPart(), showsRawTokens: Bool = false,
        numbersRepeats: Bool = false
    ) throws -> WeightsFigure {
        try figure(ofRollout: rollout, part, showsRawTokens, numbersRepeats)
    }

    /// The figure of the rollout of a source, which is not computed: what it cannot show is an error before the work.
    ///
    /// - Parameters:
    ///   - source: weights with the axes layer, head, query and key.
    ///   - sourcePart: the part of the weights.
    ///   - part: the part of the rollout to draw.
    ///   - showsRawTokens: whether tokens are drawn unchanged.
    ///   - numbersRepeats: whether tokens that occur several times carry their number.
    /// - Throws: as `rollout(_:)`; `WeightsError.rolloutAxis`, `SourceError` for matrices that are not square.
    public static func rollout(
        outlineOf source: any WeightsSource, part sourcePart: WeightsPart = WeightsPart(),
        drawing part: WeightsPart = WeightsPart(), showsRawTokens: Bool = false, numbersRepeats: Bool = false
    ) throws -> WeightsFigure {
        let axes = try AttentionWeights.axes(ofRollout: source, sourcePart)
        let outline = OutlinedWeights(axes: WeightAxes(queries: axes.queries, keys: axes.keys))
        return try figure(ofRollout: outline, part, showsRawTokens, numbersRepeats)
    }

    private static func figure(
        ofRollout rollout: any WeightsSource, _ part: WeightsPart, _ showsRawTokens: Bool, _ numbersRepeats: Bool
    ) throws -> WeightsFigure {
        var figure = try WeightsFigure(
            rollout, part: part, showsRawTokens: showsRawTokens, numbersRepeats: numbersRepeats)
        figure.grid.titles.figure = "Attention rollout"
        figure.grid.x.rename("Input tokens")
        figure.grid.y.rename("Output tokens")
        figure.grid.colors.minimum = 0
        return figure
    }
}
