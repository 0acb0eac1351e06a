import Heatmaps

extension CellBlock {
    /// Each cell repeated `factor` times each way.
    func enlarged(_ factor: Int) -> CellBlock {
        var larger: [UInt16] = []
        larger.reserveCapacity(indices.count * factor * factor)
        for row in 0..<rows {
            var line: [UInt16] = []
            for index in indices[row * columns..<(row + 1) * columns] {
                line.append(contentsOf: repeatElement(index, count: factor))
            }
            for _ in 0..<factor { larger.append(contentsOf: line) }
        }
        return CellBlock(
            frame: frame, rows: rows * factor, columns: columns * factor, palette: palette, indices: larger)
    }

    /// A pixel a cell.
    var image: RGBImage {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(indices.count * 3)
        for index in indices {
            let color = palette[Int(index)]
            bytes.append(color.red)
            bytes.append(color.green)
            bytes.append(color.blue)
        }
        return RGBImage(width: columns, height: rows, bytes: bytes)
    }
}
