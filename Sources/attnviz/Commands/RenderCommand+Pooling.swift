import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

/// Large matrices: they are pooled into the cells of the figure while they are read.
extension RenderCommand {
    /// Smaller figures are read whole: then everything can be asked of them.
    private static let wholeLimit = 1 << 20

    /// How many weights are read at a time on each processor.
    private static let blockSize = 1 << 20

    /// The chosen part, pooled while it is read; nil when it is small or when an option needs every weight.
    ///
    /// - Parameters:
    ///   - place: what errors call the tensor
    ///   - names: of its axes
    func pooled(
        _ stored: StoredTensor, place: String, axes names: [String], crop: (queries: Range<Int>, keys: Range<Int>),
        tokens sources: (keys: TokenOptions.Source?, queries: TokenOptions.Source?), with renderer: FigureRenderer,
        _ timings: inout Timings
    ) throws -> WeightsFigure? {
        let needsAll = !view.reduce.isEmpty || tokens.mergeSubwords || figure.cells.marginals || saveWeights != nil
        guard !needsAll, Set(names.suffix(2)) == ["query", "key"] else { return nil }
        let selection = try Self.naming(place) { try view.selection() }
        guard !selection.choices.contains(where: { ["query", "key"].contains($0.axis) }) else { return nil }
        let chosen = try Self.naming(place) { try ChosenMatrices(selection, axes: names, shape: stored.shape) }
        let matrix = stored.shape.dimensions.suffix(2).reduce(1.0) { $0 * Double($1) }
        guard Double(chosen.indices.count) * matrix > Double(Self.wholeLimit) else { return nil }

        let isTransposed = names.last == "query"
        let (rows, columns) = isTransposed ? (crop.keys, crop.queries) : (crop.queries, crop.keys)
        func weights(_ matrices: [[Float]], factor: CellSize) throws -> WeightsFigure {
            let cells = CellGrid(queries: crop.queries.count, keys: crop.keys.count, size: factor)
            let shape = isTransposed ? [cells.columns, cells.rows] : [cells.rows, cells.columns]
            let last = zip(names.suffix(2), shape).map { NamedTensor.Axis(name: $0, positions: Array(0..<$1)) }
            let axes = chosen.axes + last
            let tensor = try Tensor(shape: axes.map(\.positions.count), elements: Array(matrices.joined()))
            let part = try Self.naming(place) {
                try NamedTensor(tensor, axes: axes).selecting(chosen.rest).movingToEnd(["query", "key"])
            }
            return try WeightsFigure(
                part, whole: (sizeOf("query"), sizeOf("key")), tokens: sources, options: tokens,
                pooling: area.pool, cells: cells, pooled: crop)
        }
        func sizeOf(_ axis: String) -> Int { names.firstIndex(of: axis).map { stored.shape[$0] } ?? 0 }
        // The page says how large a cell is, before there is any.
        let open = try drawing(
            weights(
                chosen.indices.map { _ in [1] },
                factor: CellSize(queries: crop.queries.count, keys: crop.keys.count)),
            place: place)
        let factor = try timings.measure("size of cells") { try renderer.cellSize(of: open) }
        // Blocks of whole cells: what is in a cell is then the same for any number of threads.
        let (rowsPerCell, columnsPerCell) =
            isTransposed ? (factor.keys, factor.queries) : (factor.queries, factor.keys)
        let height = max(1, Self.blockSize / max(1, stored.shape[stored.shape.rank - 1]) / rowsPerCell) * rowsPerCell
        let matrices = try timings.measure("read") {
            try chosen.indices.map { indices in
                try stored.mapBlocks(leading: indices, rows: rows, height: height) { block, elements in
                    var pooling = RowPooling(
                        area.pool, rowsPerCell: rowsPerCell, columnsPerCell: columnsPerCell, columns: columns)
                    pooling.add(elements, rowLength: elements.count / block.count)
                    pooling.finish()
                    return pooling.cells
                }.flatMap { $0 }
            }
        }
        return try weights(matrices, factor: factor)
    }
}
