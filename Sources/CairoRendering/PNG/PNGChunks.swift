/// The chunks of a PNG file by their headers. libpng allocates the memory that a header asks for before it reads the chunk, so
/// lengths are checked first.
///
/// Source: W3C, "Portable Network Graphics", 5.3.
struct PNGChunks {
    /// Whether the file has the chunk acTL of an animation, of which readers of plain PNG show one picture.
    private(set) var isAnimated = false

    /// - Throws: `RenderingError.unreadableImage` for a chunk that is longer than the rest of the file.
    init(_ file: [UInt8]) throws(RenderingError) {
        // After the signature: length, type, data and check sum of each chunk.
        var offset = 8
        while offset + 8 <= file.count {
            let length = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            let type = String(decoding: file[offset + 4..<offset + 8], as: UTF8.self)
            let rest = max(0, file.count - offset - 12)
            guard length <= rest else {
                throw .unreadableImage(
                    reason: "its chunk at byte \(offset) claims \(length) bytes, of which the file has \(rest)")
            }
            if type == "acTL" { isAnimated = true }
            if type == "IEND" { return }
            offset += 12 + length
        }
    }
}
