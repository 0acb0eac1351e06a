import Heatmaps
import Tensors

/// What is known of a drawn figure before its values are.
public struct FigurePlan: Hashable, Sendable {
    /// The size of the cells for which the page has room.
    public let cellSize: CellSize
    /// The page in points. That of the drawn figure may differ by the widths of numbers.
    public let page: FigureSize
    private let resolution: Double

    init(cellSize: CellSize, page: FigureSize, resolution: Double) {
        self.cellSize = cellSize
        self.page = page
        self.resolution = resolution
    }

    /// The memory in bytes that drawing the page takes besides its cells: the pixels of a PNG; 0 for formats without pixels.
    public func memory(for format: FigureFormat) -> Double {
        guard format == .png else { return 0 }
        let scale = resolution / 72
        // Four bytes for each dot, and the file, which is smaller.
        return (page.width * scale).rounded(.up) * (page.height * scale).rounded(.up) * 5
    }
}
