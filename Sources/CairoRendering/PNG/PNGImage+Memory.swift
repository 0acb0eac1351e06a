extension PNGImage {
    /// The memory in bytes that reading a PNG file takes, by the sizes in its header; nil for other files.
    ///
    /// - Parameter file: its bytes; nothing is decoded.
    public static func memory(of file: [UInt8]) -> Double? {
        // Signature, length and name of the chunk IHDR; width, height and bits of a sample.
        guard file.count >= 25, file[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        func number(_ start: Int) -> Double { file[start..<start + 4].reduce(0) { $0 * 256 + Double($1) } }
        // Four samples for each pixel, and the bytes of the file.
        return number(16) * number(20) * (file[24] == 16 ? 8 : 4) + Double(file.count)
    }
}
