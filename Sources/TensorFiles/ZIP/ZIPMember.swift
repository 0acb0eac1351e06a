/// The bytes of one member of a ZIP archive. Stored members are read in place; deflated ones are inflated for every read, from
/// their beginning to the end of the range.
struct ZIPMember: ByteStore {
    let path: String
    /// The inflated size that the archive states. Data that inflate to another size are an error.
    let count: Int
    /// The bytes in the archive, deflated or stored.
    private let data: ByteSource
    private let isDeflated: Bool
    var isInPlace: Bool { !isDeflated }
    private let checksum: UInt32

    /// The highest compression ratio of deflate.
    private static let greatestRatio = 1032
    /// The most inflated bytes that one read keeps in memory: 4 GiB.
    private static let inflatedLimit = 1 << 32
    private static let pieceLength = 1 << 16

    private init(_ entry: ZIPEntry, data: ByteSource) {
        path = data.path
        count = entry.size
        self.data = data
        isDeflated = entry.method == ZIPEntry.deflated
        checksum = entry.checksum
    }

    /// The member, or the reason why it cannot be read although the archive is valid.
    ///
    /// - Throws: `TensorFileError.malformed` when the sizes cannot be true.
    static func make(
        _ entry: ZIPEntry, _ header: ZIPLocalHeader, archive: ByteSource
    ) throws(TensorFileError) -> Result<ZIPMember, TensorFileError> {
        let path = "\(archive.path): member \(quoted(entry.name))"
        func refusal(_ found: String) -> Result<ZIPMember, TensorFileError> {
            .failure(
                .malformed(
                    path: path, place: "compression", expected: "a stored or deflated member", found: found,
                    advice: "save the arrays again with numpy.savez or numpy.savez_compressed"))
        }
        if entry.isEncrypted { return refusal("an encrypted one") }
        switch entry.method {
        case ZIPEntry.stored:
            guard entry.size == entry.compressedSize else {
                throw .malformed(
                    path: path, place: "size", expected: "\(entry.compressedSize), as many bytes as are stored",
                    found: "\(entry.size)", advice: ZIPArchive.advice)
            }
        case ZIPEntry.deflated:
            guard entry.size / greatestRatio <= entry.compressedSize else {
                throw .malformed(
                    path: path, place: "size",
                    expected: "at most \(greatestRatio) times its \(entry.compressedSize) deflated bytes",
                    found: "\(entry.size)", advice: ZIPArchive.advice)
            }
        default: return refusal("method \(entry.method)")
        }
        let data = try archive.part(header.data, path: path)
        return .success(ZIPMember(entry, data: data))
    }

    /// The first bytes as a source of their own, for reading a header; not copied when the member is stored.
    ///
    /// - Throws: as `withBytes`.
    func prefix(_ count: Int) throws(TensorFileError) -> ByteSource {
        let range = 0..<min(count, self.count)
        guard isDeflated else { return try data.part(range, path: path) }
        return ByteSource(path: path, bytes: try inflated(range))
    }

    func forget(_ range: Range<Int>) {
        if !isDeflated { data.forget(range) }
    }

    func withBytes<Result>(
        _ range: Range<Int>, of place: String, _ body: (RawSpan) throws(TensorFileError) -> Result
    ) throws(TensorFileError) -> Result {
        guard isDeflated else { return try data.withBytes(range, of: place, body) }
        guard range.lowerBound >= 0, range.upperBound <= count else {
            throw .truncated(
                path: path, place: place, offset: range.lowerBound, expected: range.count,
                found: max(0, count - max(0, range.lowerBound)))
        }
        let bytes = try inflated(range)
        return try body(bytes.span.bytes)
    }

    func verify() throws(TensorFileError) {
        // Deflated members are checked whenever they are inflated to their end.
        guard !isDeflated else { return }
        var found = CRC32()
        try data.withBytes(0..<data.count, of: "data") { (bytes) throws(TensorFileError) in found.update(bytes) }
        try check(found)
    }

    private func inflated(_ range: Range<Int>) throws(TensorFileError) -> [UInt8] {
        guard range.count <= ZIPMember.inflatedLimit else {
            throw .malformed(
                path: path, place: "deflated data", expected: "at most \(ZIPMember.inflatedLimit) bytes once inflated",
                found: "\(range.count)", advice: "save the arrays with numpy.savez, which does not deflate")
        }
        var inflater = try Inflater(data)
        var kept: [UInt8] = []
        var found = CRC32()
        var position = 0
        while position < range.upperBound || range.upperBound == count {
            let piece = try inflater.next(upTo: ZIPMember.pieceLength)
            if piece.isEmpty { break }
            guard piece.count <= count - position else { throw wrongSize("more") }
            found.update(piece.span.bytes)
            let wanted = range.clamped(to: position..<position + piece.count)
            if !wanted.isEmpty {
                kept.reserve(wanted.count, limit: range.count)
                kept += piece[wanted.lowerBound - position..<wanted.upperBound - position]
            }
            position += piece.count
        }
        guard position >= range.upperBound else { throw wrongSize("\(position)") }
        if range.upperBound == count {
            guard inflater.consumed == data.count else {
                throw .malformed(
                    path: path, place: "deflated data", expected: "an end after \(data.count) bytes",
                    found: "an end after \(inflater.consumed)", advice: ZIPArchive.advice)
            }
            try check(found)
        }
        return kept
    }

    private func wrongSize(_ found: String) -> TensorFileError {
        .malformed(
            path: path, place: "deflated data", expected: "\(count) bytes once inflated, as the archive says",
            found: found, advice: ZIPArchive.advice)
    }

    private func check(_ found: CRC32) throws(TensorFileError) {
        guard found.value == checksum else {
            throw .malformed(
                path: path, place: "data", expected: "the checksum \(CRC32.text(checksum))",
                found: CRC32.text(found.value), advice: "the bytes are damaged; \(ZIPArchive.advice)")
        }
    }
}

extension [UInt8] {
    /// Reserves capacity for more bytes by doubling, as arrays do, but not beyond `limit`.
    fileprivate mutating func reserve(_ more: Int, limit: Int) {
        if capacity < count + more { reserveCapacity(Swift.min(Swift.max(2 * capacity, count + more), limit)) }
    }
}
