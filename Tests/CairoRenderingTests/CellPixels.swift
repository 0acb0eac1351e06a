import CairoRendering
import Heatmaps

/// Which dots of a picture belong to which cell.
struct CellPixels {
    struct Cell {
        let color: RGBColor
        let columns: Range<Int>
        let rows: Range<Int>
    }

    /// The cells of all panels, swatches and bars that are not hatched.
    let cells: [Cell]

    init(_ scene: FigureScene, resolution: Double) {
        let scale = resolution / 72
        let hatched = [FigureTheme.standard.maskedFill, FigureTheme.standard.notANumberFill]
        var cells: [Cell] = []
        for case .cells(let block) in scene.items {
            func edges(_ start: Double, _ length: Double, _ count: Int) -> [Int] {
                (0...count).map { Int(((start + length * Double($0) / Double(count)) * scale).rounded()) }
            }
            let xs = edges(block.frame.x, block.frame.width, block.columns)
            let ys = edges(block.frame.y, block.frame.height, block.rows)
            for row in 0..<block.rows {
                for column in 0..<block.columns {
                    let color = block.color(row: row, column: column)
                    guard !hatched.contains(color) else { continue }
                    cells.append(Cell(color: color, columns: xs[column]..<xs[column + 1], rows: ys[row]..<ys[row + 1]))
                }
            }
        }
        self.cells = cells
    }

    /// The number of cells with any dot that differs between two pictures of the same size.
    func differing(_ expected: RGBImage, _ actual: RGBImage) -> Int {
        cells.count { cell in
            cell.rows.contains { y in cell.columns.contains { expected.color(x: $0, y: y) != actual.color(x: $0, y: y) }
            }
        }
    }

    /// The number of cells with any dot that is not exactly of the cell's colour.
    func stained(_ image: RGBImage) -> Int {
        cells.count { cell in
            cell.rows.contains { y in cell.columns.contains { image.color(x: $0, y: y) != cell.color } }
        }
    }
}

extension RGBImage {
    func color(x: Int, y: Int) -> RGBColor {
        let first = (y * width + x) * 3
        return RGBColor(red: bytes[first], green: bytes[first + 1], blue: bytes[first + 2])
    }
}
