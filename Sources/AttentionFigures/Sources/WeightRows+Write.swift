import Attention
import TensorFiles
import Tensors

extension WeightRows {
    /// Writes all rows to a file in blocks, of which only one per thread is held in memory. Masked weights are `maskedValue`.
    ///
    /// - Parameters:
    ///   - name: the name of the tensor, in formats that have names.
    ///   - path: the path of the file, whose extension is the format.
    ///   - maskedValue: what is written for a masked weight.
    ///   - pass: threads and block size.
    /// - Returns: the complete file; `commit()` moves it to the path.
    /// - Throws: `TensorFileError`, and errors of producing the rows.
    public func write(
        name: String, to path: String, maskedValue: Float = 0, pass: RowPass = RowPass()
    ) throws -> PreparedFile {
        let axes = axes
        var stream = try TensorStream(path: path, name: name, shape: Shape(axes.dimensions))
        let height = pass.blockRows(of: self)
        let blocks = (0..<axes.matrixCount).flatMap { matrix in
            stride(from: 0, to: axes.queryCount, by: height).map { start in
                (matrix: matrix, rows: start..<min(start + height, axes.queryCount))
            }
        }
        let wave = pass.threadCount
        for first in stride(from: 0, to: blocks.count, by: wave) {
            let parts = concurrentMap(min(wave, blocks.count - first), threads: pass.threadCount) { index in
                let (matrix, rows) = blocks[first + index]
                return Result { try withRows(rows, of: matrix) { $0.elements(maskedValue: maskedValue) } }
            }
            for part in parts { try stream.append(part.get()) }
            pass.progress?(Double(min(first + wave, blocks.count)) / Double(max(1, blocks.count)))
        }
        return PreparedFile(try stream.finish())
    }
}
