import Attention
import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

/// Contexts whose weights would fill the memory: they are pooled into the cells of the figure while they are computed.
extension AttendCommand {
    /// Up to so many weights are computed all at once: then everything can be asked of them.
    private static let denseLimit = 1 << 22
    /// Scores, weights, what becomes of them on the way, and masks take about so many bytes for each weight.
    private static let denseBytes = 24

    /// Whether the weights are pooled while they are computed.
    ///
    /// - Throws: `UsageError` when an option needs all weights at once, and they are too many.
    func isStreamed(_ inputs: OperandOptions.Stored, _ mask: AttentionMask) throws -> Bool {
        let shapes = [inputs.queries.shape.dimensions, inputs.keys.shape.dimensions]
        // The dense way has the sentences about wrong shapes.
        guard shapes.allSatisfy({ $0.count >= 2 }) else { return false }
        let matrix = shapes.map { $0[$0.count - 2] }
        let matrices = shapes[0].dropLast(2) + [score.heads ?? 1]
        let count = (matrix + matrices).reduce(1.0) { $0 * Double($1) }
        let obstacle = try obstacle(mask)
        if obstacle == nil, count > Double(Self.denseLimit) { return true }
        try work.check(
            Int(exactly: (count * Double(Self.denseBytes)).rounded()) ?? .max,
            for: "\(obstacle ?? "this") needs all \(matrix[0]) x \(matrix[1]) weights at once,",
            advice: obstacle == nil ? "give more" : "without it they are pooled while they are computed")
        return false
    }

    /// The option that needs the weights themselves, or scores that cannot be streamed.
    private func obstacle(_ mask: AttentionMask) throws -> String? {
        if let option = saved.paths.first(where: { $0.path != nil })?.option { return option }
        if score.score != .dot, score.score != .scaledDot { return "--score \(score.score.rawValue)" }
        if score.projectsHeads { return "--parameters" }
        if self.mask.mask != nil { return "--mask" }
        if self.mask.maskedFill != .negativeInfinity { return "--masked-fill \(self.mask.maskedFill.rawValue)" }
        // The mean over heads of pooled cells is not the pooled mean.
        if let reduction = view.reduce.first { return "--reduce \(reduction)" }
        if tokens.mergeSubwords { return "--merge-subwords" }
        if figure.cells.marginals { return "--marginals" }
        if let axis = try view.selection().choices.map(\.axis).first(where: { ["query", "key"].contains($0) }) {
            return "--select \(axis)"
        }
        return nil
    }

    func streamed(
        _ inputs: OperandOptions.Stored, _ mask: AttentionMask, _ before: Timings
    ) throws -> Delivery {
        var timings = before
        let leadingAxis = mask.leadingAxis(of: inputs.queries.shape)
        let (queries, keys, groups) = try naming(inputs) {
            let queries = try HeadLayout(
                inputs.queries.shape, operand: "queries", leadingAxis: leadingAxis, heads: score.heads)
            // Blocks of the same size: fewer features are fewer heads.
            let keyHeads = score.heads.map { _ in
                max(1, (inputs.keys.shape.dimensions.last ?? 0) / max(1, queries.features))
            }
            let keys = try HeadLayout(
                inputs.keys.shape, operand: "keys", leadingAxis: leadingAxis, heads: keyHeads)
            guard queries.batches == keys.batches else {
                throw AttentionError.leadingAxesMismatch(
                    operand: "keys", expected: [queries.batches, queries.heads], found: [keys.batches, keys.heads])
            }
            return (queries, keys, try GroupedQueries(queryHeads: queries.heads, keyHeads: keys.heads))
        }
        let crop = try area.cropped(view, queries: queries.count, keys: keys.count)
        let places = try places(queries, groups)
        let tokenSources = try tokenSources(inputs)
        func figure(_ values: NamedTensor, masked: NamedTensor?, factor: CellSize) throws -> HeatmapGrid {
            let weights = try WeightsFigure(
                values, masked: masked, whole: (queries.count, keys.count), tokens: tokenSources, options: tokens,
                pooling: area.pool, cells: CellGrid(queries: crop.queries.count, keys: crop.keys.count, size: factor),
                pooled: crop)
            return try drawing(weights)
        }
        // The page says how large a cell is, before there is any.
        let one = places.replacingValues(by: places.tensor.map { _ in 1 })
        let open = try figure(
            one, masked: mask == .none ? nil : one,
            factor: CellSize(queries: crop.queries.count, keys: crop.keys.count))
        let (renderer, factor) = try timings.measure("size of cells") {
            let renderer = try FigureRenderer()
            return (renderer, try renderer.cellSize(of: open))
        }
        let maps = StreamedMaps(
            queries: queries, keys: keys, groups: groups, mask: mask,
            crop: AttentionCrop(queries: crop.queries, keys: crop.keys))
        let pooled = try timings.measure("compute") {
            try naming(inputs) {
                let map = try map(maps, factor: factor, count: places.tensor.elements.count, inputs)
                return try maps.compute(places, map, inputs)
            }
        }
        let result = try figure(pooled.weights, masked: pooled.masked, factor: factor)
        var delivery = try output.draw(result, defaultName: "attend", after: timings, with: renderer)
        delivery.notes += note(deadRows: pooled.deadQueries)
        if output.json {
            delivery.standardOutput = try JSONOutput.bytes(RenderSummary(figure: result, weights: pooled.weights))
            delivery.notes.append(
                "the summary has no scores and weights, as there are too many; --save-weights writes them")
        }
        return delivery
    }

    /// The chosen matrices, each a cell whose value is its number: batch row x heads + head.
    private func places(_ queries: HeadLayout, _ groups: GroupedQueries) throws -> NamedTensor {
        let numbers = (0..<queries.batches * queries.heads).map { Float($0) }
        let all = try NamedTensor(
            Tensor(shape: [queries.batches, queries.heads, 1, 1], elements: numbers), axes: Self.axes
        ).labelling("head", Self.titles(groups))
        return try all.droppingSingletons(except: ["query", "key"]).selecting(view.selection())
    }

    /// The map, with as many threads as the memory allows.
    private func map(
        _ maps: StreamedMaps, factor: CellSize, count: Int, _ inputs: OperandOptions.Stored
    ) throws -> StreamingAttentionMap {
        let rule: CellPooling.Rule = area.pool == .maximum ? .maximum : .mean
        let pooling = try CellPooling(rule, size: .factors(queries: factor.queries, keys: factor.keys))
        let function = try score.scoringFunction(parameters: [:])
        func map(_ threads: Int?) throws -> StreamingAttentionMap {
            try StreamingAttentionMap(score: function, pooling: pooling, threads: threads)
        }
        let wanted = try map(work.threads)
        guard try maps.memory(wanted, count: count, inputs) > work.memoryLimit, work.threads == nil else {
            try check(maps.memory(wanted, count: count, inputs))
            return wanted
        }
        let one = try map(1)
        try check(maps.memory(one, count: count, inputs))
        return one
    }

    private func check(_ bytes: Int) throws {
        try work.check(
            bytes, for: "the map needs", advice: "draw fewer heads (--select), a part (--crop) or larger cells")
    }
}
