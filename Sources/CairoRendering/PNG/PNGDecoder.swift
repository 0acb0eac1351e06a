import CPNG

/// Decodes PNG files of any kind with libpng. The bytes are not trusted: every input gives an image or an error.
struct PNGDecoder {
    /// The largest number of pixels; larger pictures are refused before memory is allocated.
    static let mostPixels = 1 << 28
    /// Deflate packs at most 1032 bytes into one, and a byte holds at most 8 pixels: no file has more pixels per byte.
    private static let mostPixelsPerByte = 1032 * 8

    /// The picture as 8-bit sRGB; what is transparent lies on white.
    ///
    /// - Throws: `RenderingError.unreadableImage` with libpng's own reason, `.tooManyPixels` when the header asks for more
    ///   than `mostPixels`.
    func decode(_ bytes: [UInt8]) throws(RenderingError) -> RGBImage {
        var picture = png_image()
        picture.version = png_uint_32(PNG_IMAGE_VERSION)
        defer { png_image_free(&picture) }
        // libpng keeps a pointer to the bytes until the last row is decoded, so everything happens inside this closure.
        let result: Result<RGBImage, RenderingError> = bytes.withUnsafeBytes { source in
            guard png_image_begin_read_from_memory(&picture, source.baseAddress, source.count) != 0 else {
                return .failure(PNGDecoder.failure(picture))
            }
            let (width, height) = (Int(picture.width), Int(picture.height))
            let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
            guard !overflow, pixels <= PNGDecoder.mostPixels else {
                return .failure(.tooManyPixels(width: width, height: height, limit: PNGDecoder.mostPixels))
            }
            guard pixels / PNGDecoder.mostPixelsPerByte <= source.count else {
                return .failure(.unreadableImage(reason: "its header asks for more pixels than its bytes can hold"))
            }
            // libpng would blend in linear light; viewers blend sRGB values, and so is it done here.
            let hasAlpha = picture.format & PNG_FORMAT_FLAG_ALPHA != 0
            picture.format = png_uint_32(PNG_FORMAT_RGB) | (hasAlpha ? png_uint_32(PNG_FORMAT_FLAG_ALPHA) : 0)
            let channels = hasAlpha ? 4 : 3
            var isDone = false
            let decoded = [UInt8](unsafeUninitializedCapacity: pixels * channels) { buffer, count in
                buffer.initialize(repeating: 0)
                isDone = png_image_finish_read(&picture, nil, buffer.baseAddress, Int32(width * channels), nil) != 0
                count = pixels * channels
            }
            guard isDone else { return .failure(PNGDecoder.failure(picture)) }
            guard !hasAlpha else {
                return .success(RGBImage(width: width, height: height, bytes: PNGDecoder.onWhite(decoded)))
            }
            return .success(RGBImage(width: width, height: height, bytes: decoded))
        }
        return try result.get()
    }

    /// Red, green, blue and alpha laid on white.
    private static func onWhite(_ bytes: [UInt8]) -> [UInt8] {
        var laid: [UInt8] = []
        laid.reserveCapacity(bytes.count / 4 * 3)
        for pixel in stride(from: 0, to: bytes.count, by: 4) {
            let alpha = Int(bytes[pixel + 3])
            for channel in bytes[pixel..<pixel + 3] {
                laid.append(UInt8((Int(channel) * alpha + 255 * (255 - alpha) + 127) / 255))
            }
        }
        return laid
    }

    private static func failure(_ picture: png_image) -> RenderingError {
        let reason = withUnsafeBytes(of: picture.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return .unreadableImage(reason: reason)
    }
}
