#include <cairo.h>
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

/// Whether a glyph has colours of its own. Pango knows since 1.50; before, it is never asked.
static inline int attnviz_glyph_is_color(const PangoGlyphInfo *glyph) {
#if PANGO_VERSION_CHECK(1, 50, 0)
    return glyph->attr.is_color;
#else
    (void)glyph;
    return 0;
#endif
}
