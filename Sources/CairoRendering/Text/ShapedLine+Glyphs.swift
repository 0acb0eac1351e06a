import CCairo
import Heatmaps

extension ShapedLine {
    /// Glyphs of one font, at their distance from the left end of the line in units of the layout.
    struct GlyphRun {
        let item: UnsafeMutablePointer<PangoGlyphItem>
        let glyphs: UnsafeMutablePointer<PangoGlyphString>
        let font: UnsafeMutablePointer<PangoFont>
        let x: Double

        var isColored: Bool {
            guard let infos = glyphs.pointee.glyphs else { return false }
            return (0..<Int(glyphs.pointee.num_glyphs)).contains { attnviz_glyph_is_color(infos + $0) != 0 }
        }

        /// In units of the layout.
        var width: Double { Double(pango_glyph_string_get_width(glyphs)) / Double(PANGO_SCALE) }

        /// Shows the first glyph of this run, a space, as the characters of another run, and as wide as that: otherwise viewers
        /// take the rest of it for a space between words.
        ///
        /// - Parameter text: that of the layout of the other run.
        func showBlank(for other: GlyphRun, of text: UnsafePointer<CChar>, on context: CairoContext) {
            guard let info = glyphs.pointee.glyphs, glyphs.pointee.num_glyphs > 0, let item = other.item.pointee.item,
                let scaledFont = pango_cairo_font_get_scaled_font(OpaquePointer(font))
            else { return }
            let count = item.pointee.length
            var glyph = cairo_glyph_t(index: UInt(info.pointee.glyph), x: 0, y: 0)
            var cluster = cairo_text_cluster_t(num_bytes: count, num_glyphs: 1)
            context.saved {
                cairo_set_scaled_font(context.pointer, scaledFont)
                cairo_translate(context.pointer, other.x, 0)
                if width > 0, other.width > 0 { cairo_scale(context.pointer, other.width / width, 1) }
                cairo_show_text_glyphs(
                    context.pointer, text + Int(item.pointee.offset), count, &glyph, 1, &cluster, 1,
                    cairo_text_cluster_flags_t(rawValue: 0))
            }
        }
    }

    /// From left to right.
    var glyphRuns: [GlyphRun] {
        var runs: [GlyphRun] = []
        var x = 0.0
        var node = layout.line.pointee.runs
        while let current = node {
            node = current.pointee.next
            guard let item = current.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
                let glyphs = item.pointee.glyphs, let font = item.pointee.item?.pointee.analysis.font
            else { continue }
            runs.append(GlyphRun(item: item, glyphs: glyphs, font: font, x: x))
            x += runs.last?.width ?? 0
        }
        return runs
    }

    /// Dots for each unit of the layout: an em of 128 dots, about as large as the pictures in fonts are.
    private static let density = 4.0

    /// The glyphs with colours, as pictures that are sharp in print.
    ///
    /// - Throws: `RenderingError.cairo`, `.imageTooLarge`.
    func images() throws(RenderingError) -> [GlyphImage] {
        var images: [GlyphImage] = []
        for run in glyphRuns where run.isColored {
            var (ink, logical) = (PangoRectangle(), PangoRectangle())
            pango_glyph_string_extents(run.glyphs, run.font, &ink, &logical)
            func units(_ length: Int32) -> Double { Double(length) / Double(PANGO_SCALE) }
            let box = SceneRect(x: units(ink.x), y: units(ink.y), width: units(ink.width), height: units(ink.height))
            let (width, height) = ((box.width * Self.density).rounded(.up), (box.height * Self.density).rounded(.up))
            guard width >= 1, height >= 1 else { continue }
            guard width <= 32_767, height <= 32_767 else {
                throw .imageTooLarge(width: width, height: height, limit: 32_767)
            }
            let surface = try CairoSurface.image(width: Int(width), height: Int(height), isOpaque: false)
            let context = try CairoContext(surface)
            cairo_scale(context.pointer, Self.density, Self.density)
            cairo_move_to(context.pointer, -box.x, -box.y)
            pango_cairo_show_glyph_string(context.pointer, run.font, run.glyphs)
            try context.check("draw a picture of a font")
            let raster = Raster(surface: surface, width: Int(width), height: Int(height), isOpaque: false)
            images.append(
                GlyphImage(
                    raster: raster,
                    box: SceneRect(
                        x: (run.x + box.x) * scale, y: box.y * scale, width: width / Self.density * scale,
                        height: height / Self.density * scale)))
        }
        return images
    }
}
