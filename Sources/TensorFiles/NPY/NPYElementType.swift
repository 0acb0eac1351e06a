/// Parses NumPy's spelling of an element type, such as `<f4`.
enum NPYElementType {
    /// What the spelling says.
    struct Parsed {
        let type: ElementType
        let order: ByteOrder
        /// Whether the type is assumed: the file has bytes without a meaning.
        var isAssumed = false
    }

    /// - Parameters:
    ///   - header: the header with the spelling, and the shape for advice.
    ///   - options: the type of elements that are bytes or integers in the header.
    /// - Throws: `TensorFileError.unsupportedElements`, with the way to save the array so that it can be read.
    static func parse(
        _ header: NPYHeader, _ options: ReadingOptions, path: String
    ) throws(TensorFileError) -> Parsed {
        var rest = Substring(header.descr)
        let mark = rest.first.flatMap { "<>|=".contains($0) ? $0 : nil }
        if mark != nil { rest.removeFirst() }
        let order: ByteOrder = mark == ">" ? .big : .little
        if let type = options.elementType, bytesOrIntegers[String(rest)] == type.byteWidth {
            return Parsed(type: type, order: order)
        }
        // ml_dtypes gives the name of its types as spelling, and older versions of NumPy write bytes ("V2").
        if let type = names[String(rest)] { return Parsed(type: type, order: order) }
        if let type = options.elementType, rest.first == "V" || rest == "f1" {
            throw .malformed(
                path: path, place: "type of the elements",
                expected: "\(type.byteWidth) bytes an element, as of \(type)",
                found: "descr \(quoted(header.descr))",
                advice: "float8_e4m3 and float8_e5m2 have 1 byte, bfloat16 has 2; of any other type, "
                    + "save arr.astype(numpy.float32)")
        }
        if rest == "V2" { return Parsed(type: .bfloat16, order: order, isAssumed: true) }
        // Of the types of ml_dtypes with one byte, only this one is of the kind "f".
        if rest == "f1" { return Parsed(type: .float8E5M2, order: order, isAssumed: true) }
        guard let type = types[String(rest)], let order = byteOrder(mark, type) else {
            let found = foreign(header.descr, kind: rest.first, shape: header.shape)
            throw .unsupportedElements(path: path, tensor: nil, found: found)
        }
        return Parsed(type: type, order: order)
    }

    /// The types of ml_dtypes that are read. Its `float8_e4m3` has infinities, and is another type.
    private static let names: [String: ElementType] = [
        "bfloat16": .bfloat16, "float8_e4m3fn": .float8E4M3, "float8_e5m2": .float8E5M2,
    ]
    /// The widths of elements whose type another one may be given instead.
    private static let bytesOrIntegers = ["V1": 1, "V2": 2, "f1": 1, "u1": 1, "u2": 2, "i1": 1, "i2": 2, "f2": 2]

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

    private static func foreign(_ descr: String, kind: Character?, shape: [Int]) -> ForeignElements {
        let name = descr.drop { "<>|=".contains($0) }
        if ["f12", "f16", "g"].contains(name) { return .longDoubles(descr) }
        if ["float8_", "float6_", "float4_", "int2", "int4", "uint2", "uint4"].contains(where: name.hasPrefix) {
            return .machineLearningType(String(name))
        }
        return switch kind {
        case "O": .pythonObjects(descr, axes: shape.count)
        case "c": .complexNumbers(descr)
        case "S", "U", "a": .text(descr)
        case "M", "m": .dates(descr)
        case "V": .rawBytes(descr)
        default: .unknown(descr)
        }
    }
}
