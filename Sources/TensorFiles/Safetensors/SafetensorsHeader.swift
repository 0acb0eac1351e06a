/// The parsed JSON header of a safetensors file. Offsets are not yet checked against the size of the file.
struct SafetensorsHeader: Sendable {
    struct Entry: Sendable {
        let name: String
        let elementType: String
        let shape: [Int]
        /// Begin and end, in bytes after the header.
        let offsets: [Int]
    }

    /// The free text of `__metadata__`.
    let notes: [String: String]

    /// - Parameters:
    ///   - place: the header in error messages.
    ///   - entry: called with each entry, so that those of a million tensors need not be kept.
    /// - Throws: `TensorFileError.malformed`; what `entry` throws.
    init(
        _ bytes: [UInt8], path: String, place: String, _ entry: (Entry) throws(TensorFileError) -> Void
    ) throws(TensorFileError) {
        var notes: [String: String] = [:]
        var parser = JSONParser(bytes, path: path, place: place, advice: "save the tensors again")
        try parser.object("a JSON object of tensors") { (parser, name) throws(TensorFileError) in
            if name == "__metadata__" {
                try parser.object("an object of strings") { (parser, key) throws(TensorFileError) in
                    notes[key] = try parser.string("a string")
                }
            } else {
                try entry(SafetensorsHeader.entry(name, &parser))
            }
        }
        try parser.end()
        self.notes = notes
    }

    private static func entry(_ name: String, _ parser: inout JSONParser) throws(TensorFileError) -> Entry {
        var elementType: String?
        var shape: [Int]?
        var offsets: [Int]?
        try parser.object("an object with dtype, shape and data_offsets") { (parser, key) throws(TensorFileError) in
            switch key {
            case "dtype": elementType = try parser.string("a string")
            case "shape": shape = try parser.integers()
            case "data_offsets": offsets = try parser.integers()
            default: try parser.skip()
            }
        }
        guard let elementType, let shape, let offsets else {
            throw parser.malformed("dtype, shape and data_offsets before it", inside: "")
        }
        return Entry(name: name, elementType: elementType, shape: shape, offsets: offsets)
    }
}
