import CPNG
import Heatmaps

/// The rows of a picture as PNG has them, before they are filtered.
struct PNGRows {
    /// The format of the bytes of a row.
    enum Kind {
        /// Indices into a palette, each of 1, 2, 4 or 8 bits.
        case indexed(bits: Int)
        /// Three or four bytes a pixel; the colours are not multiplied by alpha.
        case rgb, rgba

        var bitsPerPixel: Int {
            switch self {
            case .indexed(let bits): bits
            case .rgb: 24
            case .rgba: 32
            }
        }

        var bitDepth: Int32 { if case .indexed(let bits) = self { Int32(bits) } else { 8 } }

        var colorType: Int32 {
            switch self {
            case .indexed: PNG_COLOR_TYPE_PALETTE
            case .rgb: PNG_COLOR_TYPE_RGB
            case .rgba: PNG_COLOR_TYPE_RGB_ALPHA
            }
        }
    }

    let width: Int
    let height: Int
    let kind: Kind
    /// Writes the `byteCount` bytes of a row; called on several threads.
    let write: (_ row: Int, _ bytes: UnsafeMutablePointer<UInt8>) -> Void

    /// The number of bytes of a row.
    var byteCount: Int { (width * kind.bitsPerPixel + 7) / 8 }

    /// - Parameters:
    ///   - indices: one for each pixel
    ///   - colors: how many colours the palette has, 256 at most
    init(width: Int, height: Int, indices: UnsafeBufferPointer<UInt8>, colors: Int) {
        self.width = width
        self.height = height
        let bits = colors <= 2 ? 1 : colors <= 4 ? 2 : colors <= 16 ? 4 : 8
        kind = .indexed(bits: bits)
        write = { row, bytes in
            let pixels = indices[row * width..<(row + 1) * width]
            guard bits < 8 else {
                for (pixel, index) in pixels.enumerated() { bytes[pixel] = index }
                return
            }
            // The first pixel is in the high bits of the first byte.
            let pixelsPerByte = 8 / bits
            for byte in 0..<(width + pixelsPerByte - 1) / pixelsPerByte {
                var packed: UInt8 = 0
                for offset in 0..<pixelsPerByte {
                    let pixel = byte * pixelsPerByte + offset
                    packed = packed << UInt8(bits) | (pixel < width ? pixels[pixels.startIndex + pixel] : 0)
                }
                bytes[byte] = packed
            }
        }
    }

    /// - Parameter bytes: red, green and blue of each pixel
    init(width: Int, height: Int, rgb bytes: UnsafeBufferPointer<UInt8>) {
        self.width = width
        self.height = height
        kind = .rgb
        write = { row, target in
            for (offset, byte) in bytes[row * width * 3..<(row + 1) * width * 3].enumerated() { target[offset] = byte }
        }
    }

    /// - Parameters:
    ///   - pixels: as cairo keeps them, rows of `stride`
    ///   - isOpaque: whether the alpha of all pixels is ignored
    init(width: Int, height: Int, pixels: UnsafeBufferPointer<UInt32>, stride: Int, isOpaque: Bool) {
        self.width = width
        self.height = height
        kind = isOpaque ? .rgb : .rgba
        write = { row, bytes in
            let pixels = UnsafeBufferPointer(rebasing: pixels[row * stride..<row * stride + width])
            var target = bytes
            guard isOpaque else {
                for pixel in pixels {
                    let (color, alpha) = Raster.straight(pixel)
                    (target[0], target[1], target[2], target[3]) = (color.red, color.green, color.blue, alpha)
                    target += 4
                }
                return
            }
            for pixel in pixels {
                target[0] = UInt8(truncatingIfNeeded: pixel >> 16)
                target[1] = UInt8(truncatingIfNeeded: pixel >> 8)
                target[2] = UInt8(truncatingIfNeeded: pixel)
                target += 3
            }
        }
    }
}
