import Heatmaps

/// A drawn page: pixels as cairo keeps them, 32 bits each with alpha, red, green and blue from the top; the colours are
/// multiplied by alpha.
struct Raster {
    let surface: CairoSurface
    let width: Int
    let height: Int
    /// Whether the page has a colour, so that alpha says nothing.
    let isOpaque: Bool

    /// Three bytes a pixel, for an opaque page.
    var rgb: [UInt8] {
        bytes(channels: 3) { pixel, target in
            target[0] = UInt8(truncatingIfNeeded: pixel >> 16)
            target[1] = UInt8(truncatingIfNeeded: pixel >> 8)
            target[2] = UInt8(truncatingIfNeeded: pixel)
        }
    }

    /// Four bytes a pixel, as PNG has them: the colours are not multiplied by alpha.
    var rgba: [UInt8] {
        bytes(channels: 4) { pixel, target in
            let (color, alpha) = Raster.straight(pixel)
            (target[0], target[1], target[2], target[3]) = (color.red, color.green, color.blue, alpha)
        }
    }

    /// The colour of a pixel before it was multiplied by its alpha.
    static func straight(_ pixel: UInt32) -> (color: RGBColor, alpha: UInt8) {
        let alpha = pixel >> 24
        guard alpha < 255 else { return (RGBColor(pixel & 0xff_ffff), 255) }
        func channel(_ shift: UInt32) -> UInt8 {
            alpha == 0 ? 0 : UInt8(truncatingIfNeeded: min(255, ((pixel >> shift & 255) * 255 + alpha / 2) / alpha))
        }
        return (RGBColor(red: channel(16), green: channel(8), blue: channel(0)), UInt8(truncatingIfNeeded: alpha))
    }

    /// Calls `write` with each pixel and its zeroed place among the bytes.
    private func bytes(channels: Int, write: (UInt32, UnsafeMutablePointer<UInt8>) -> Void) -> [UInt8] {
        var bytes: [UInt8] = []
        surface.withPixels { pixels, stride in
            bytes = [UInt8](unsafeUninitializedCapacity: width * height * channels) { buffer, count in
                buffer.initialize(repeating: 0)
                count = width * height * channels
                guard var target = buffer.baseAddress else { return }
                for y in 0..<height {
                    for x in 0..<width {
                        write(pixels[y * stride + x], target)
                        target += channels
                    }
                }
            }
        }
        return bytes
    }
}

extension RGBColor {
    /// The colour as a pixel of a cairo image.
    var opaquePixel: UInt32 { 0xff00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
}
