import CPNG
import Heatmaps

/// Encodes pictures as PNG with libpng. The bytes depend on the picture only: they have no time stamp.
struct PNGEncoder {
    /// Dots per inch, for the chunk pHYs; nil leaves out the resolution and the colour space.
    var resolution: Double?
    var title = ""
    var author = ""
    var software = ""
    /// Whether to compress faster: a third of the time for a fifth more bytes.
    var isLarge = false

    /// The number of pixels above which a page is large.
    private static var largePage: Int { 1 << 20 }
    /// The number of cells above which a page is large: neighbouring cells have different colours and compress badly.
    private static var mostCells: Int { 20_000 }

    /// - Throws: `RenderingError.png` with libpng's own reason.
    func encode(_ image: RGBImage) throws(RenderingError) -> [UInt8] {
        try image.bytes.withUnsafeBufferPointer { (bytes) throws(RenderingError) in
            try encode(PNGRows(width: image.width, height: image.height, rgb: bytes))
        }
    }

    /// Encodes a page, with a palette where its colours fit one: such files are smaller and are written faster.
    ///
    /// - Throws: as `encode(_: RGBImage)`.
    func encode(_ raster: Raster, of scene: FigureScene) throws(RenderingError) -> [UInt8] {
        var encoder = self
        encoder.isLarge = raster.width * raster.height > Self.largePage || scene.cellCount > Self.mostCells
        guard let indexed = RasterPalette(raster, of: scene, resolution: resolution ?? 72) else {
            return try encoder.encode(raster)
        }
        let palette = indexed.colors.map(Raster.straight)
        return try indexed.indices.withUnsafeBufferPointer { (indices) throws(RenderingError) in
            try encoder.encode(
                PNGRows(width: raster.width, height: raster.height, indices: indices, colors: palette.count),
                palette: palette.map(\.color), alphas: raster.isOpaque ? [] : palette.map(\.alpha))
        }
    }

    /// - Throws: as `encode(_: RGBImage)`.
    func encode(_ raster: Raster) throws(RenderingError) -> [UInt8] {
        try raster.surface.withPixels { (pixels, stride) throws(RenderingError) in
            try encode(
                PNGRows(
                    width: raster.width, height: raster.height, pixels: UnsafeBufferPointer(pixels), stride: stride,
                    isOpaque: raster.isOpaque))
        }
    }

    /// Encodes one pixel for each cell, with a palette of the colours in use.
    ///
    /// - Returns: nil when the block has more than the 256 colours that a palette can hold.
    func encode(_ block: CellBlock) throws(RenderingError) -> [UInt8]? {
        var entries = [Int](repeating: -1, count: block.palette.count)
        var colors: [RGBColor] = []
        for index in block.indices where entries[Int(index)] < 0 {
            entries[Int(index)] = colors.count
            colors.append(block.palette[Int(index)])
        }
        guard colors.count <= 256 else { return nil }
        let pixels = block.indices.map { UInt8(entries[Int($0)]) }
        return try pixels.withUnsafeBufferPointer { (pixels) throws(RenderingError) in
            try encode(
                PNGRows(width: block.columns, height: block.rows, indices: pixels, colors: colors.count),
                palette: colors)
        }
    }

    private func encode(
        _ rows: PNGRows, palette: [RGBColor] = [], alphas: [UInt8] = []
    ) throws(RenderingError) -> [UInt8] {
        let data = try PNGData(rows: rows, level: isLarge ? 2 : 6).stream()
        let palette = palette.map { png_color(red: $0.red, green: $0.green, blue: $0.blue) }
        let sink = ByteSink()
        var failure = attnviz_png_error()
        let isDone = data.withUnsafeBufferPointer { data in
            palette.withUnsafeBufferPointer { palette in
                alphas.withUnsafeBufferPointer { alphas in
                    var picture = attnviz_png_image()
                    picture.width = UInt32(clamping: rows.width)
                    picture.height = UInt32(clamping: rows.height)
                    picture.bit_depth = rows.kind.bitDepth
                    picture.color_type = rows.kind.colorType
                    picture.palette = palette.baseAddress
                    picture.palette_count = Int32(palette.count)
                    picture.alphas = alphas.isEmpty ? nil : alphas.baseAddress
                    picture.data = data.baseAddress
                    picture.data_count = data.count
                    picture.dots_per_metre = UInt32(((resolution ?? 0) / 0.0254).rounded())
                    return write(&picture, to: sink, &failure)
                }
            }
        }
        guard isDone == 1 else {
            let reason = withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw .png(reason: reason.isEmpty ? "out of memory" : reason)
        }
        return withExtendedLifetime(sink) { sink.bytes }
    }

    private func write(
        _ picture: inout attnviz_png_image, to sink: ByteSink, _ failure: inout attnviz_png_error
    ) -> Int32 {
        title.withCString { title in
            author.withCString { author in
                software.withCString { software in
                    (picture.title, picture.author, picture.software) = (title, author, software)
                    return attnviz_png_write(
                        &picture,
                        { png, bytes, count in
                            guard let sink = png_get_io_ptr(png), let bytes else { return }
                            Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue()
                                .append(UnsafeBufferPointer(start: bytes, count: count))
                        }, Unmanaged.passUnretained(sink).toOpaque(), &failure)
                }
            }
        }
    }
}
