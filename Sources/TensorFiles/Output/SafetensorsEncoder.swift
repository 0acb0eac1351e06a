import Tensors

/// Writes `.safetensors` files, byte for byte as the reference implementation does: float32, sorted by name, the header
/// padded with spaces to a multiple of 8 bytes.
struct SafetensorsEncoder: TensorEncoder {
    let order: [Int]
    private let tensors: [TensorDeclaration]

    /// - Throws: `TensorFileError.cannotHold` for a tensor named `__metadata__`.
    init(_ tensors: [TensorDeclaration], path: String) throws(TensorFileError) {
        guard !tensors.contains(where: { $0.name == "__metadata__" }) else {
            throw .cannotHold(
                path: path, expected: "another name than '__metadata__'", found: "a tensor of that name",
                advice: "the format uses it for notes")
        }
        self.tensors = tensors
        order = tensors.indices.sorted {
            tensors[$0].name.utf8.lexicographicallyPrecedes(tensors[$1].name.utf8)
        }
    }

    func begin(_ file: inout OutputFile) throws(TensorFileError) {
        let header = header()
        try file.write(littleEndian(UInt64(header.count)) + header)
    }

    private func header() -> [UInt8] {
        var offset = 0
        let entries = order.map { index in
            let tensor = tensors[index]
            let end = offset + tensor.byteCount
            defer { offset = end }
            let dimensions = tensor.shape.dimensions.map(String.init).joined(separator: ",")
            return SafetensorsEncoder.jsonString(tensor.name)
                + ":{\"dtype\":\"F32\",\"shape\":[\(dimensions)],\"data_offsets\":[\(offset),\(end)]}"
        }
        let text = Array("{\(entries.joined(separator: ","))}".utf8)
        return text + [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    }

    /// A JSON string with as few escapes as possible, as the reference implementation writes it.
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
