// libpng reports errors with longjmp, which must not cross Swift frames: the whole of a write happens inside one C
// function that catches it.

#include <png.h>
#include <stdio.h>
#include <string.h>

/// What attnviz_png_write encodes: 8 bits for each of `channels`, which are 3 (RGB), 4 (RGBA, straight alpha), or 1 with a
/// palette.
struct attnviz_png_image {
    png_uint_32 width;
    png_uint_32 height;
    const unsigned char *pixels;
    int channels;
    const png_color *palette;
    int palette_count;
    /// One alpha for each colour of the palette, or NULL when all are opaque.
    const unsigned char *alphas;
    /// zlib's, from 1 to 9.
    int compression_level;
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

/// Whether at least nine tenths of a row equal the row above.
static inline int attnviz_png_repeats(const unsigned char *row, const unsigned char *above, size_t count) {
    if (memcmp(row, above, count) == 0) return 1;
    size_t most = count / 10;
    size_t different = 0;
    for (size_t x = 0; x < count && different <= most; x++) different += row[x] != above[x];
    return different <= most;
}

/// Encodes the image and hands its bytes to `write`; returns 1, or 0 with the reason in `error`.
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
    int is_indexed = image->palette_count > 0;
    size_t stride = (size_t)image->width * (size_t)image->channels;
    png_set_compression_level(png, image->compression_level);
    int color_type = is_indexed             ? PNG_COLOR_TYPE_PALETTE
                     : image->channels == 4 ? PNG_COLOR_TYPE_RGB_ALPHA
                                            : PNG_COLOR_TYPE_RGB;
    int bit_depth = 8;
    if (is_indexed && image->palette_count <= 16) {
        bit_depth = image->palette_count <= 2 ? 1 : image->palette_count <= 4 ? 2 : 4;
    }
    png_set_IHDR(png, info, image->width, image->height, bit_depth, color_type, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (is_indexed) png_set_PLTE(png, info, image->palette, image->palette_count);
    if (is_indexed && image->alphas) png_set_tRNS(png, info, image->alphas, image->palette_count, NULL);
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
    // Has no effect before the header is written.
    if (bit_depth < 8) png_set_packing(png);
    for (png_uint_32 y = 0; y < image->height; y++) {
        const unsigned char *row = image->pixels + y * stride;
        // Heatmap rows mostly repeat the row above or have nothing of it: trying every filter would only cost time.
        int repeats = y == 0 || attnviz_png_repeats(row, row - stride, stride);
        // The first row must be UP: it makes libpng keep the row above for the rows to come.
        png_set_filter(png, PNG_FILTER_TYPE_BASE, repeats ? PNG_FILTER_UP : PNG_FILTER_NONE);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return 1;
}
