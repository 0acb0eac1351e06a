import Heatmaps

/// A drawn page: pixels as cairo keeps them, 32 bits each with alpha, red, green and blue from the top; the colours are
/// multiplied by alpha.
struct Raster {
    let surface: CairoSurface
    let width: Int
    let height: Int
    /// Whether the page has a colour; then alpha is undefined.
    let isOpaque: Bool

    /// The colour of a pixel before it was multiplied by its alpha.
    static func straight(_ pixel: UInt32) -> (color: RGBColor, alpha: UInt8) {
        let alpha = pixel >> 24
        guard alpha < 255 else { return (RGBColor(pixel & 0xff_ffff), 255) }
        func channel(_ shift: UInt32) -> UInt8 {
            alpha == 0 ? 0 : UInt8(truncatingIfNeeded: min(255, ((pixel >> shift & 255) * 255 + alpha / 2) / alpha))
        }
        return (RGBColor(red: channel(16), green: channel(8), blue: channel(0)), UInt8(truncatingIfNeeded: alpha))
    }
}

extension RGBColor {
    /// The colour as a pixel of a cairo image.
    var opaquePixel: UInt32 { 0xff00_0000 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue) }
}
