import CCairo
import Heatmaps

/// Shapes lines of text with Pango: any script, with fallback to other fonts, without hinting, so that text has the
/// same shape at every size and place.
final class TextShaper {
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer

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
        // The language of the machine must not choose the shapes: which form of a Han character is drawn follows from
        // the list of font families alone.
        pango_context_set_language(context, pango_language_from_string("en"))
        pango_context_set_base_dir(context, PANGO_DIRECTION_LTR)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// Calls `body` with one shaped line; its place is the left end of its baseline.
    func withLine<Result>(_ text: String, style: TextStyle, _ body: (ShapedLine) -> Result) -> Result? {
        guard let layout = pango_layout_new(context) else { return nil }
        defer { g_object_unref(UnsafeMutableRawPointer(layout)) }
        let font = pango_font_description_from_string(style.family)
        pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        // A label is one line, also where it has a paragraph separator inside.
        pango_layout_set_single_paragraph_mode(layout, 1)
        text.showingControls.withCString { pango_layout_set_text(layout, $0, -1) }
        guard let line = pango_layout_get_line_readonly(layout, 0) else { return nil }
        return body(ShapedLine(layout: layout, line: line))
    }
}

extension String {
    /// The text with signs for its control characters, which have no shape of their own: U+21B5 for a line end, U+21E5
    /// for a tab, and `\x01` as programmers write it for the others.
    fileprivate var showingControls: String {
        guard unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) else { return self }
        var shown = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x09: shown += "\u{21e5}"
            case 0x0a: shown += "\u{21b5}"
            case 0..<0x20, 0x7f:
                let digits = String(scalar.value, radix: 16)
                shown += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
