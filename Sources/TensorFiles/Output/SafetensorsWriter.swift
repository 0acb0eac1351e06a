import Tensors

/// Writes `.safetensors` files, byte for byte as the reference implementation does: float32, sorted by name, the header
/// padded with spaces to a multiple of 8 bytes.
public enum SafetensorsWriter {
    /// - Throws: `TensorFileError.cannotHold` for a name given twice and for `__metadata__`; `.tooManyAxes`;
    ///   `.cannotCreate`, `.writeFailed`.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], to path: String
    ) throws(TensorFileError) {
        try TensorWriter.check(tensors, path)
        guard !tensors.contains(where: { $0.name == "__metadata__" }) else {
            throw .cannotHold(
                path: path, expected: "another name than '__metadata__'", found: "a tensor of that name",
                advice: "the format uses it for notes")
        }
        let sorted = tensors.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var file = try AtomicFile(path: path)
        let header = header(sorted.map { ($0.name, $0.tensor.shape) })
        try file.write(littleEndian(UInt64(header.count)) + header)
        for (_, tensor) in sorted {
            try tensor.forEachPart { (bytes) throws(TensorFileError) in try file.write(bytes) }
        }
        try file.commit()
    }

    private static func header(_ tensors: [(name: String, shape: Shape)]) -> [UInt8] {
        var offset = 0
        let entries = tensors.map { name, shape in
            let end = offset + shape.count * MemoryLayout<Float>.size
            defer { offset = end }
            let dimensions = shape.dimensions.map(String.init).joined(separator: ",")
            return
                "\(jsonString(name)):{\"dtype\":\"F32\",\"shape\":[\(dimensions)],\"data_offsets\":[\(offset),\(end)]}"
        }
        let text = Array("{\(entries.joined(separator: ","))}".utf8)
        return text + [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    }

    /// A string in quotes, with as few escapes as JSON allows.
    private static func jsonString(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{8}": result += "\\b"
            case "\u{C}": result += "\\f"
            case "\0"..<" ": result += "\\u00" + [UInt8(scalar.value)].hexadecimal
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
