import CPNG

/// Decodes PNG files of any kind with libpng. The bytes are not trusted: every input gives an image or an error.
struct PNGDecoder {
    /// The largest number of pixels; larger pictures are refused before memory is allocated.
    static let mostPixels = 1 << 28
    /// The largest number of pixels of any file, and for each byte of a longer one: one colour takes hardly any bytes.
    private static let pixelsOfAnyFile = 1 << 26
    private static let pixelsPerByte = 64
    /// Deflate packs at most 1032 bytes into one.
    private static let mostBytesPerByte = 1032
    private static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// - Throws: `RenderingError.unreadableImage` with libpng's own reason, `.tooManyPixels` when the header asks for more
    ///   than `mostPixels`, or than is likely in so few bytes.
    func decode(_ bytes: [UInt8]) throws(RenderingError) -> PNGImage {
        var header = attnviz_png_header()
        // Bytes that are no PNG file have no chunks: libpng says so.
        let chunks = bytes.starts(with: Self.signature) ? try PNGChunks(bytes) : nil
        try read(bytes, &header, into: nil)
        let (width, height, channels) = (Int(header.width), Int(header.height), Int(header.channels))
        // Sides have at most 31 bits, so that their product fits.
        let pixels = width * height
        let limit = min(Self.mostPixels, max(Self.pixelsOfAnyFile, Self.pixelsPerByte * min(bytes.count, 1 << 30)))
        guard pixels <= limit else { throw .tooManyPixels(width: width, height: height, limit: limit) }
        guard pixels * Int(header.stored_bits) / 8 / Self.mostBytesPerByte <= bytes.count else {
            throw .unreadableImage(reason: "its header asks for more pixels than its bytes can hold")
        }
        let samples: PNGImage.Samples =
            header.bit_depth == 16
            ? .sixteenBits(try read(bytes, count: pixels * channels))
            : .eightBits(try read(bytes, count: pixels * channels))
        return PNGImage(
            width: width, height: height, hasAlpha: channels == 4,
            gamma: header.gamma > 0 ? Double(header.gamma) / 100_000 : nil, isAnimated: chunks?.isAnimated ?? false,
            samples: samples)
    }

    /// The samples of all pixels.
    private func read<Sample: FixedWidthInteger>(_ bytes: [UInt8], count: Int) throws(RenderingError) -> [Sample] {
        var result: Result<Void, RenderingError> = .success(())
        let samples = [Sample](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: 0)
            initialized = count
            var header = attnviz_png_header()
            result = Result { () throws(RenderingError) in
                try read(bytes, &header, into: UnsafeMutableRawBufferPointer(buffer))
            }
        }
        try result.get()
        return samples
    }

    /// - Parameter pixels: where the pixels are put; nil reads the header only.
    private func read(
        _ bytes: [UInt8], _ header: inout attnviz_png_header, into pixels: UnsafeMutableRawBufferPointer?
    ) throws(RenderingError) {
        var failure = attnviz_png_error()
        let isDone = bytes.withUnsafeBufferPointer {
            attnviz_png_read($0.baseAddress, $0.count, &header, pixels?.baseAddress, pixels?.count ?? 0, &failure)
        }
        guard isDone == 1 else {
            let reason = withUnsafeBytes(of: failure.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            throw .unreadableImage(reason: reason.isEmpty ? "out of memory" : reason)
        }
    }
}
