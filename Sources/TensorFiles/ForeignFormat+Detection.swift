extension ForeignFormat {
    /// The format that the content begins like; nil when it is none of these.
    init?(_ source: ByteSource) {
        guard let match = Self.allCases.first(where: { $0.matches(source) }) else { return nil }
        self = match
    }

    private func matches(_ source: ByteSource) -> Bool {
        self == .text ? Self.isText(source) : magics.contains(where: source.starts)
    }

    /// Whether the content begins like text: no control characters other than tab, line feed and carriage return.
    static func isText(_ source: ByteSource) -> Bool {
        guard let start = try? source.bytes(0..<min(source.count, 512), of: "text") else { return false }
        return start.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0D].contains($0) }
            && start.contains { $0 < 0x80 }
            // The last character may be incomplete.
            && (0...min(3, start.count)).contains { String(validating: start.dropLast($0), as: UTF8.self) != nil }
    }

    /// The bytes that files of the format begin with; none for text.
    private var magics: [[UInt8]] {
        switch self {
        case .zip: [[0x50, 0x4B, 0x03, 0x04]]
        case .hdf5: [[0x89, 0x48, 0x44, 0x46]]
        case .pickle: (2...5).map { [0x80, $0] }
        case .gguf: [Array("GGUF".utf8)]
        case .gzip: [[0x1F, 0x8B]]
        case .bzip2: [Array("BZh".utf8)]
        case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A]]
        case .zstandard: [[0x28, 0xB5, 0x2F, 0xFD]]
        case .matlab: [Array("MATLAB 5.0 MAT-file".utf8), Array("MATLAB 7.3 MAT-file".utf8)]
        case .parquet: [Array("PAR1".utf8)]
        case .arrow: [Array("ARROW1".utf8), Array("FEA1".utf8)]
        case .spreadsheet: [[0xD0, 0xCF, 0x11, 0xE0]]
        case .image: [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], Array("GIF8".utf8), Array("%PDF".utf8)]
        case .gitLFS: [Array("version https://git-lfs".utf8)]
        case .text: []
        }
    }
}
