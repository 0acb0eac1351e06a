extension ForeignFormat {
    /// The format that the content begins like; nil when it is none of these.
    init?(_ source: ByteSource) {
        guard let match = Self.allCases.first(where: { $0.matches(source) }) else { return nil }
        self = match
    }

    private func matches(_ source: ByteSource) -> Bool {
        magic.map(source.starts) ?? Self.isText(source)
    }

    /// Whether the content begins like text: no control characters other than tab, line feed and carriage return.
    private static func isText(_ source: ByteSource) -> Bool {
        guard let start = try? source.bytes(0..<min(source.count, 512), of: "text") else { return false }
        return start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0D].contains($0) }
            && start.contains { $0 < 0x80 }
            // The last character may be incomplete.
            && (0...min(3, start.count)).contains { String(validating: start.dropLast($0), as: UTF8.self) != nil }
    }

    /// Nil for text, which has none.
    private var magic: [UInt8]? {
        switch self {
        case .zip: [0x50, 0x4B, 0x03, 0x04]
        case .hdf5: [0x89, 0x48, 0x44, 0x46]
        case .pickle: [0x80]
        case .gguf: Array("GGUF".utf8)
        case .gzip: [0x1F, 0x8B]
        case .gitLFS: Array("version https://git-lfs".utf8)
        case .text: nil
        }
    }
}
