// libpng reports errors with longjmp, which must not cross Swift frames: the whole of a write happens inside one C
// function that catches it.

#include <png.h>
#include <stdio.h>
#include <string.h>

/// What attnviz_png_write puts into a file.
struct attnviz_png_image {
    png_uint_32 width;
    png_uint_32 height;
    int bit_depth;
    /// PNG_COLOR_TYPE_...
    int color_type;
    const png_color *palette;
    int palette_count;
    /// One alpha for each colour of the palette, or NULL when all are opaque.
    const unsigned char *alphas;
    /// The filtered rows as a zlib stream.
    const unsigned char *data;
    size_t data_count;
    /// 0 leaves the resolution out.
    png_uint_32 dots_per_metre;
    /// Empty texts are left out. UTF-8.
    const char *title;
    const char *author;
    const char *software;
};

struct attnviz_png_error {
    char message[256];
};

static inline void attnviz_png_fail(png_structp png, png_const_charp message) {
    struct attnviz_png_error *error = (struct attnviz_png_error *)png_get_error_ptr(png);
    snprintf(error->message, sizeof error->message, "%s", message);
    longjmp(png_jmpbuf(png), 1);
}

static inline void attnviz_png_ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

static inline void attnviz_png_flush(png_structp png) {
    (void)png;
}

/// Hands the bytes of the file to `write`; returns 1, or 0 with the reason in `error`.
static inline int attnviz_png_write(
    const struct attnviz_png_image *image, png_rw_ptr write, void *sink, struct attnviz_png_error *error) {
    error->message[0] = 0;
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, error, attnviz_png_fail, attnviz_png_ignore);
    if (!png) return 0;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return 0;
    }
    png_set_write_fn(png, sink, write, attnviz_png_flush);
    png_set_IHDR(png, info, image->width, image->height, image->bit_depth, image->color_type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (image->palette_count > 0) png_set_PLTE(png, info, image->palette, image->palette_count);
    if (image->alphas) png_set_tRNS(png, info, image->alphas, image->palette_count, NULL);
    if (image->dots_per_metre > 0) {
        png_set_pHYs(png, info, image->dots_per_metre, image->dots_per_metre, PNG_RESOLUTION_METER);
        png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    }
    png_text texts[3];
    int text_count = 0;
    const char *keys[3] = {"Title", "Author", "Software"};
    const char *values[3] = {image->title, image->author, image->software};
    for (int i = 0; i < 3; i++) {
        if (!values[i] || !values[i][0]) continue;
        memset(&texts[text_count], 0, sizeof texts[0]);
        int is_ascii = 1;
        for (const char *c = values[i]; *c; c++) is_ascii &= (unsigned char)*c < 128;
        // tEXt is Latin-1; other scripts need iTXt.
        texts[text_count].compression = is_ascii ? PNG_TEXT_COMPRESSION_NONE : PNG_ITXT_COMPRESSION_NONE;
        texts[text_count].key = (png_charp)keys[i];
        texts[text_count].text = (png_charp)values[i];
        text_count++;
    }
    if (text_count > 0) png_set_text(png, info, texts, text_count);
    png_write_info(png, info);
    // Chunks of a mebibyte, as readers take them in at once.
    const size_t most = 1 << 20;
    for (size_t start = 0; start < image->data_count; start += most) {
        const size_t rest = image->data_count - start;
        png_write_chunk(png, (png_const_bytep)"IDAT", image->data + start, rest < most ? rest : most);
    }
    // png_write_end would miss rows, as libpng has seen none.
    png_write_chunk(png, (png_const_bytep)"IEND", NULL, 0);
    png_destroy_write_struct(&png, &info);
    return 1;
}
