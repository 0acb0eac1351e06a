import CCairo

/// Owns a cairo surface.
final class CairoSurface {
    let pointer: OpaquePointer

    private init(_ pointer: OpaquePointer?, operation: String) throws(RenderingError) {
        guard let pointer else { throw .cairo(operation: operation, reason: "out of memory") }
        self.pointer = pointer
        let status = cairo_surface_status(pointer)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(operation: operation, reason: String(cString: cairo_status_to_string(status)))
        }
    }

    deinit { cairo_surface_destroy(pointer) }

    /// An image of pixels of 32 bits: the colour is in the low 24, multiplied by the alpha in the others, which an opaque
    /// image does not have.
    static func image(width: Int, height: Int, isOpaque: Bool = true) throws(RenderingError) -> CairoSurface {
        let limit = 32_767
        guard (1...limit).contains(width), (1...limit).contains(height) else {
            throw .imageTooLarge(width: Double(width), height: Double(height), limit: limit)
        }
        return try CairoSurface(
            cairo_image_surface_create(
                isOpaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
            operation: "make an image of \(width) x \(height) dots")
    }

    /// A surface without bounds, for paths. On a bounded one cairo leaves out the glyphs that lie far outside.
    static func unbounded() throws(RenderingError) -> CairoSurface {
        try CairoSurface(
            cairo_recording_surface_create(CAIRO_CONTENT_ALPHA, nil), operation: "make a surface for outlines")
    }

    /// A PDF page in points whose bytes go to `sink`.
    ///
    /// Cairo writes as late as when the last reference to the surface goes, also that of a context: so the surface itself
    /// owns the sink.
    static func pdf(width: Double, height: Double, sink: ByteSink) throws(RenderingError) -> CairoSurface {
        let operation = "make a PDF page"
        let owned = Unmanaged.passRetained(sink)
        let pointer = cairo_pdf_surface_create_for_stream(
            { sink, bytes, count in
                guard let sink, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue()
                    .append(UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, owned.toOpaque(), width, height)
        // A surface releases its user data after it has written its last byte.
        let status = cairo_surface_set_user_data(pointer, &CairoSurface.sinkKey, owned.toOpaque()) { sink in
            if let sink { Unmanaged<ByteSink>.fromOpaque(sink).release() }
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            cairo_surface_destroy(pointer)
            owned.release()
            throw .cairo(operation: operation, reason: String(cString: cairo_status_to_string(status)))
        }
        return try CairoSurface(pointer, operation: operation)
    }

    /// Only its address counts.
    nonisolated(unsafe) private static var sinkKey = cairo_user_data_key_t()

    /// Writes out what is pending.
    ///
    /// - Throws: `RenderingError.cairo` when the surface has failed.
    func finish() throws(RenderingError) {
        cairo_surface_finish(pointer)
        let status = cairo_surface_status(pointer)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .cairo(operation: "finish the page", reason: String(cString: cairo_status_to_string(status)))
        }
    }

    /// Lets `body` change the pixels of an image surface: rows of `stride` pixels, upper left first.
    func withPixels<Result, Failure: Error>(
        _ body: (_ pixels: UnsafeMutableBufferPointer<UInt32>, _ stride: Int) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        cairo_surface_flush(pointer)
        guard let data = cairo_image_surface_get_data(pointer) else {
            preconditionFailure("only an image has pixels, and only before it is finished")
        }
        let bytesPerRow = Int(cairo_image_surface_get_stride(pointer))
        let height = Int(cairo_image_surface_get_height(pointer))
        let stride = bytesPerRow / MemoryLayout<UInt32>.stride
        defer { cairo_surface_mark_dirty(pointer) }
        return try data.withMemoryRebound(to: UInt32.self, capacity: stride * height) { (pixels) throws(Failure) in
            try body(UnsafeMutableBufferPointer(start: pixels, count: stride * height), stride)
        }
    }
}
