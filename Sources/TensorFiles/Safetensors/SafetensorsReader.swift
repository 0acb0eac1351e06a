/// Reads `.safetensors` files: the length of the header, the header in JSON, and the tensors without gaps.
///
/// Source: https://github.com/huggingface/safetensors#format
enum SafetensorsReader: TensorFileReader {
    /// The longest header that is read, as in the reference implementation: 100 MB.
    static let headerLimit: UInt64 = 100_000_000

    /// Whether the bytes begin with a possible length and the `{` of a header.
    static func looksLike(_ source: ByteSource) -> Bool {
        var cursor = ByteCursor(source)
        guard let length = try? cursor.integer(UInt64.self, .little, "header length"), length >= 2,
            length <= UInt64(cursor.remaining)
        else { return false }
        return (try? cursor.integer(UInt8.self, .little, "header")) == UInt8(ascii: "{")
    }

    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent {
        var cursor = ByteCursor(source)
        var tensors: [(range: Range<Int>, tensor: StoredTensor)] = []
        let (place, bytes) = try headerBytes(&cursor)
        let data = cursor.offset..<source.count
        let header = try SafetensorsHeader(bytes, path: source.path, place: place) { (entry) throws(TensorFileError) in
            tensors.append(try tensor(entry, data: data, source: source))
        }
        // The header need not list the tensors in the order of their data. Empty tensors share an offset, so the name decides.
        tensors.sort {
            ($0.range.lowerBound, $0.range.upperBound, $0.tensor.name) < (
                $1.range.lowerBound, $1.range.upperBound, $1.tensor.name
            )
        }
        try checkCoverage(of: data, by: tensors, path: source.path)
        return TensorFileContent(
            tensors: tensors.map(\.tensor), labels: NoteLabels.labels(in: header.notes, path: source.path),
            notes: header.notes)
    }

    private static func headerBytes(
        _ cursor: inout ByteCursor
    ) throws(TensorFileError) -> (place: String, bytes: [UInt8]) {
        let path = cursor.source.path
        let length = try cursor.integer(UInt64.self, .little, "header length")
        guard length <= headerLimit else {
            throw .malformed(
                path: path, place: "header length at byte 0", expected: "at most \(headerLimit) bytes",
                found: "\(length)", advice: "save the tensors with safetensors.torch.save_file")
        }
        let place = "header at byte \(cursor.offset)"
        let bytes = try cursor.bytes(Int(length), "header")
        guard bytes.first == UInt8(ascii: "{") else {
            throw .malformed(
                path: path, place: place, expected: "'{'",
                found: bytes.isEmpty ? "no header" : quoted(String(decoding: bytes.prefix(24), as: UTF8.self)),
                advice: "save the tensors with safetensors.torch.save_file")
        }
        return (place, bytes)
    }

    private static func tensor(
        _ entry: SafetensorsHeader.Entry, data: Range<Int>, source: ByteSource
    ) throws(TensorFileError) -> (range: Range<Int>, tensor: StoredTensor) {
        let name = entry.name
        guard let elementType = elementTypes[entry.elementType] else {
            throw .unsupportedElements(
                path: source.path, tensor: name, found: .dtype(entry.elementType))
        }
        guard entry.offsets.count == 2, entry.offsets[0] >= 0, entry.offsets[0] <= entry.offsets[1],
            entry.offsets[1] <= data.count
        else {
            throw .malformed(
                path: source.path, place: "data_offsets of tensor \(quoted(name))",
                expected: "a begin and an end within 0...\(data.count), the bytes after the header",
                found: "\(entry.offsets.prefix(8))", advice: "the file is cut short or damaged; fetch or save it again")
        }
        let range = data.lowerBound + entry.offsets[0]..<data.lowerBound + entry.offsets[1]
        let tensor = try StoredTensor(
            name: name, elementType: elementType, dimensions: entry.shape, byteRange: range, source: source)
        return (range, tensor)
    }

    private static let elementTypes: [String: ElementType] = [
        "F64": .float64, "F32": .float32, "F16": .float16, "BF16": .bfloat16,
        "F8_E4M3": .float8E4M3, "F8_E5M2": .float8E5M2,
        "I64": .int64, "I32": .int32, "I16": .int16, "I8": .int8,
        "U64": .uint64, "U32": .uint32, "U16": .uint16, "U8": .uint8, "BOOL": .bool,
    ]

    /// Checks that every byte of the data belongs to exactly one tensor, as the format requires.
    private static func checkCoverage(
        of data: Range<Int>, by tensors: [(range: Range<Int>, tensor: StoredTensor)], path: String
    ) throws(TensorFileError) {
        var end = data.lowerBound
        for (range, tensor) in tensors {
            guard range.lowerBound == end else {
                let begin = range.lowerBound
                throw .malformed(
                    path: path, place: "data of tensor \(quoted(tensor.name))",
                    expected: "to begin at byte \(end), where the tensor before it ends", found: "byte \(begin)",
                    advice: begin < end ? "two tensors overlap" : "bytes belong to no tensor")
            }
            end = range.upperBound
        }
        guard end == data.upperBound else {
            throw .malformed(
                path: path, place: "data", expected: "the last tensor to end at byte \(data.upperBound)",
                found: "byte \(end)", advice: "bytes belong to no tensor")
        }
    }
}
