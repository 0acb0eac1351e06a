import CCairo
import Heatmaps

/// Shapes lines of text with Pango: any script, with fallback to other fonts, without hinting, so that text has the
/// same shape at every size and position.
final class TextShaper {
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private var known: [Key: TextLayout] = [:]

    /// - Throws: `RenderingError.noFonts`, `.cairo` when Pango is out of memory.
    init() throws(RenderingError) {
        guard let fontMap = pango_cairo_font_map_new() else {
            throw .cairo(operation: "open the fonts", reason: "Pango made no font map")
        }
        // One unit is one point.
        pango_cairo_font_map_set_resolution(OpaquePointer(fontMap), 72)
        guard let context = pango_font_map_create_context(fontMap) else {
            g_object_unref(fontMap)
            throw .cairo(operation: "open the fonts", reason: "Pango made no context")
        }
        self.fontMap = fontMap
        self.context = context
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        // A fixed language, so that the forms of Han characters depend on the list of font families, not on the locale.
        pango_context_set_language(context, pango_language_from_string("en"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
        // Without any font Pango measures lines by chance.
        let anyFont = font("Sans")
        defer { pango_font_description_free(anyFont) }
        guard let loaded = pango_context_load_font(context, anyFont) else { throw .noFonts }
        g_object_unref(UnsafeMutableRawPointer(loaded))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// A shaped line; nil only when Pango is out of memory.
    ///
    /// Without hinting a shape is the same at every size, so each text is shaped once: every size that Pango sees costs a
    /// search through all fonts of the machine.
    func line(_ text: String, style: TextStyle) -> ShapedLine? {
        let key = Key(text: text, family: style.family)
        let scale = style.size / Self.shapingSize
        if let layout = known[key] { return ShapedLine(layout, scale: scale) }
        guard let layout = TextLayout(LineLimit.cut(text).showingControls, font: font(style.family), context: context)
        else {
            return nil
        }
        known[key] = layout
        return ShapedLine(layout, scale: scale)
    }

    private struct Key: Hashable {
        let text: String
        let family: String
    }

    /// The size at which all text is shaped; Pango counts in 1/1024 of a point.
    private static let shapingSize = 32.0

    private func font(_ family: String) -> OpaquePointer? {
        let font = pango_font_description_from_string(family)
        pango_font_description_set_absolute_size(font, Self.shapingSize * Double(PANGO_SCALE))
        return font
    }
}
