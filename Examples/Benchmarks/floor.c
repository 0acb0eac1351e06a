// The least that a program with cairo, pango and libpng takes for the article's figure: its texts, two rectangles, a PNG.
//     floor OUT.png
#include <cairo.h>
#include <pango/pangocairo.h>
#include <png.h>
#include <stdio.h>

static void text(cairo_t *context, PangoFontDescription *font, const char *text, double x, double y, double size) {
    PangoLayout *layout = pango_cairo_create_layout(context);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_text(layout, text, -1);
    cairo_move_to(context, x, y);
    pango_cairo_show_layout(context, layout);
    g_object_unref(layout);
}

int main(int count, char **arguments) {
    if (count != 2) return 64;
    const int width = 750, height = 375;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *context = cairo_create(surface);
    cairo_set_source_rgb(context, 1, 1, 1);
    cairo_paint(context);
    cairo_set_source_rgb(context, 0.5, 0, 0);
    for (int panel = 0; panel < 2; panel++) {
        cairo_rectangle(context, 90 + 290 * panel, 120, 250, 50);
        cairo_stroke(context);
    }
    PangoFontDescription *font = pango_font_description_from_string("DejaVu Sans");
    const char *titles[] = {"Scaled dot-product", "Dot-product", "Keys", "Keys", "Queries"};
    for (int index = 0; index < 5; index++) text(context, font, titles[index], 80 + 110 * index, 60, 21);
    const char *ticks[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0.0", "0.1", "0.2", "0.3", "0.4", "0.5"};
    for (int index = 0; index < 16; index++) text(context, font, ticks[index], 40 + 40 * index, 200, 17);
    cairo_surface_flush(surface);

    FILE *file = fopen(arguments[1], "wb");
    if (!file) return 73;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, file);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
        PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    png_set_filler(png, 0, PNG_FILLER_AFTER);
    png_set_bgr(png);
    for (int row = 0; row < height; row++) {
        png_write_row(png, cairo_image_surface_get_data(surface) + row * cairo_image_surface_get_stride(surface));
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    fclose(file);
    pango_font_description_free(font);
    cairo_destroy(context);
    cairo_surface_destroy(surface);
    return 0;
}
