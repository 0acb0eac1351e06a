import Attention
import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

extension HeatmapGrid {
    /// A figure of weights in memory: a panel for each head, with queries as rows and keys as columns. Titles and labels are
    /// those of the axes of the weights.
    ///
    /// - Parameters:
    ///   - weights: weights of which at most two leading axes have several positions.
    ///   - columns: the number of panels in a row, if they have a single axis; nil for all.
    /// - Throws: `FigureError` if more than two leading axes have several positions, or there are no weights.
    public init(_ weights: AttentionWeights, columns: Int? = nil) throws {
        self = try WeightsFigure(weights, columns: columns).drawn(cellSize: 1).grid
    }

    /// Draws the figure and writes it to a file, whose extension, svg, png or pdf, is the format.
    ///
    /// - Throws: `FigureError` if the figure cannot be laid out, `RenderingError`, `TensorFileError`.
    public func write(to path: String) throws {
        try write(to: path, with: FigureRenderer())
    }

    func write(to path: String, with renderer: FigureRenderer) throws {
        let name = path.split(separator: "/").last ?? ""
        let suffix = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) }
        let format = try FigureFormat(fileExtension: suffix ?? "")
        try AtomicFile.write(
            renderer.render(renderer.scene(of: self), as: format, resolution: page.resolution), to: path)
    }

    /// The number of positions per cell at which the figure fits the page; the values of the panels are not needed.
    func cellSize(with renderer: FigureRenderer) throws(FigureError) -> CellSize { try renderer.cellSize(of: self) }
}
