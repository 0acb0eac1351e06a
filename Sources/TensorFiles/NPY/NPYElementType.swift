/// Parses NumPy's spelling of an element type, such as `<f4`.
enum NPYElementType {
    /// - Throws: `TensorFileError.unsupportedElements`, with the way to save the array so that it can be read.
    static func parse(_ descr: String, path: String) throws(TensorFileError) -> (ElementType, ByteOrder) {
        var rest = Substring(descr)
        let mark = rest.first.flatMap { "<>|=".contains($0) ? $0 : nil }
        if mark != nil { rest.removeFirst() }
        guard let type = types[String(rest)], let order = byteOrder(mark, type) else {
            throw .unsupportedElements(path: path, tensor: nil, found: foreign(descr, kind: rest.first))
        }
        return (type, order)
    }

    private static let types: [String: ElementType] = [
        "f2": .float16, "f4": .float32, "f8": .float64,
        "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64,
        "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64,
        "b1": .bool, "?": .bool,
    ]

    private static func byteOrder(_ mark: Character?, _ type: ElementType) -> ByteOrder? {
        switch mark {
        case "<": .little
        case ">": .big
        // Native order. NumPy itself always writes "<" or ">".
        case "=": .ofMachine
        default: type.byteWidth == 1 ? .little : nil
        }
    }

    private static func foreign(_ descr: String, kind: Character?) -> ForeignElements {
        switch kind {
        case "O": .pythonObjects(descr)
        case "c": .complexNumbers(descr)
        case "S", "U", "a": .text(descr)
        case "M", "m": .dates(descr)
        case "V": .rawBytes(descr)
        default: .unknown(descr)
        }
    }
}
