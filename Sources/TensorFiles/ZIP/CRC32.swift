import CZlib

/// The checksum of ZIP archives.
struct CRC32: Sendable {
    private(set) var value: UInt32 = 0

    mutating func update(_ bytes: RawSpan) {
        let old = value
        value = bytes.withUnsafeBytes { buffer in
            UInt32(truncatingIfNeeded: crc32_z(uLong(old), buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count))
        }
    }

    /// A checksum as ZIP tools print it: eight hexadecimal digits.
    static func text(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
