import CairoRendering
import Tensors

extension DiffCommand {
    /// Checks that there is memory for both pictures, and for those side by side.
    ///
    /// - Parameter files: the bytes of the pictures.
    /// - Throws: `MemoryError`.
    func checkMemory(_ files: [[UInt8]]) throws {
        let sizes = files.compactMap { PNGImage.memory(of: $0) }
        let strip = output == nil ? 0 : 4 * (sizes.max() ?? 0)
        try MemoryLimit.ofSystem().check(sizes.reduce(strip, +), for: .pixels)
    }
}
