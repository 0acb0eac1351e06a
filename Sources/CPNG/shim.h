// libpng reports errors with longjmp, which must not cross Swift frames: the whole of a read or a write happens inside one
// C function that catches it.

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

/// What attnviz_png_read finds in a file.
struct attnviz_png_header {
    png_uint_32 width;
    png_uint_32 height;
    /// Bits that a pixel has in the file.
    int stored_bits;
    /// Of the pixels that are read: 3 (red, green, blue) or 4 (and alpha), each of 8 or 16 bits.
    int channels;
    int bit_depth;
    /// The exponent of the chunk gAMA times 100,000, if there is no chunk sRGB; 0 without it.
    png_fixed_point gamma;
};

struct attnviz_png_source {
    const unsigned char *bytes;
    size_t count;
};

static inline void attnviz_png_take(png_structp png, png_bytep target, size_t count) {
    struct attnviz_png_source *source = (struct attnviz_png_source *)png_get_io_ptr(png);
    if (count > source->count) png_error(png, "the file ends too early");
    memcpy(target, source->bytes, count);
    source->bytes += count;
    source->count -= count;
}

/// Reads the header and, unless `pixels` is NULL, the rows, into the `pixels_count` bytes that they have without gaps.
/// Samples of 16 bits have the byte order of the machine. Stored values are left alone: neither gamma nor profiles are
/// applied. Returns 1, or 0 with the reason in `error`.
///
/// Rows are read one by one: png_image_finish_read garbles interlaced files of 16 bits (1.6.39) and takes 16 bits without
/// gAMA as linear.
static inline int attnviz_png_read(
    const unsigned char *bytes, size_t count, struct attnviz_png_header *header, void *pixels, size_t pixels_count,
    struct attnviz_png_error *error) {
    struct attnviz_png_source source = {bytes, count};
    error->message[0] = 0;
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, error, attnviz_png_fail, attnviz_png_ignore);
    if (!png) return 0;
    png_infop info = png_create_info_struct(png);
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_read_struct(&png, &info, NULL);
        return 0;
    }
    png_set_read_fn(png, &source, attnviz_png_take);
    // A damaged tRNS would otherwise be skipped, and the picture be another one.
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // Chunks that do not change the pixels are skipped: some of them are compressed, and could be made to fill the memory.
    static const png_byte skipped[] = "bKGD\0cHRM\0eXIf\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0sBIT\0sCAL\0sPLT\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, skipped, (int)(sizeof skipped / 5));
    png_read_info(png, info);
    header->width = png_get_image_width(png, info);
    header->height = png_get_image_height(png, info);
    header->stored_bits = png_get_bit_depth(png, info) * png_get_channels(png, info);
    header->gamma = 0;
    if (png_get_valid(png, info, PNG_INFO_sRGB) || !png_get_gAMA_fixed(png, info, &header->gamma)) header->gamma = 0;
    png_set_expand(png);
    png_set_gray_to_rgb(png);
    const png_uint_16 one = 1;
    if (*(const unsigned char *)&one == 1) png_set_swap(png);
    const int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    header->channels = png_get_channels(png, info);
    header->bit_depth = png_get_bit_depth(png, info);
    const size_t row = png_get_rowbytes(png, info);
    if (pixels) {
        if (row == 0 || pixels_count / row < header->height) png_error(png, "there is no room for the pixels");
        for (int pass = 0; pass < passes; pass++)
            for (png_uint_32 y = 0; y < header->height; y++) png_read_row(png, (png_bytep)pixels + y * row, NULL);
    }
    png_destroy_read_struct(&png, &info, NULL);
    return 1;
}
