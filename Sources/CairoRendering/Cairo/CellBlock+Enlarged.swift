import Heatmaps

extension CellBlock {
    /// Each cell repeated `wide` times to the right and `high` times down.
    func enlarged(wide: Int, high: Int) -> CellBlock {
        var larger: [UInt16] = []
        larger.reserveCapacity(indices.count * wide * high)
        for row in 0..<rows {
            var line: [UInt16] = []
            for index in indices[row * columns..<(row + 1) * columns] {
                line.append(contentsOf: repeatElement(index, count: wide))
            }
            for _ in 0..<high { larger.append(contentsOf: line) }
        }
        return CellBlock(
            frame: frame, rows: rows * high, columns: columns * wide, palette: palette, indices: larger)
    }
}
