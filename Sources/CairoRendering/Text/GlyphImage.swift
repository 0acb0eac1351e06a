import CCairo
import Heatmaps

/// A picture in a line of text: glyphs with colours of their own have no outlines that could be filled.
struct GlyphImage {
    let raster: Raster
    /// What the picture covers, from the left end of the baseline, in points.
    let box: SceneRect
}

extension CairoContext {
    func draw(_ image: GlyphImage) {
        saved {
            cairo_translate(pointer, image.box.x, image.box.y)
            cairo_scale(
                pointer, image.box.width / Double(image.raster.width), image.box.height / Double(image.raster.height))
            cairo_set_source_surface(pointer, image.raster.surface.pointer, 0, 0)
            cairo_paint(pointer)
        }
    }
}
