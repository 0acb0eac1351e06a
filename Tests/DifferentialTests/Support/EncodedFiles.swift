import TensorFiles

/// Tensors as the bytes of files, in every type, byte order and order of elements that readers know.
struct EncodedArray {
    let type: ElementType
    var isBigEndian = false
    /// Whether the first index counts fastest, as in Fortran.
    var isColumnMajor = false

    /// What `type` makes of a number in 0, 1/8, ..., 1, NaN.
    func rounded(_ value: Float) -> Float {
        switch type {
        case .float64, .float32, .float16, .bfloat16, .float8E4M3: value
        case .float8E5M2: value.isNaN ? value : (value * 4).rounded() / 4
        default: value >= 0.5 ? 1 : 0
        }
    }

    /// An `.npy` file; nil for a type that NumPy has not.
    func npy(_ dimensions: [Int], _ values: [Float]) -> [UInt8]? {
        let codes: [ElementType: String] = [
            .float64: "f8", .float32: "f4", .float16: "f2", .int64: "i8", .int32: "i4", .int16: "i2", .int8: "i1",
            .uint64: "u8", .uint32: "u4", .uint16: "u2", .uint8: "u1", .bool: "b1",
        ]
        guard let code = codes[type] else { return nil }
        let mark = type.byteWidth == 1 ? "|" : isBigEndian ? ">" : "<"
        let shape = dimensions.map { "\($0)," }.joined(separator: " ")
        let header =
            "{'descr': '\(mark)\(code)', 'fortran_order': \(isColumnMajor ? "True" : "False"), 'shape': (\(shape)), }\n"
        return [0x93] + Array("NUMPY".utf8) + [1, 0] + Self.bytes(UInt16(header.utf8.count), isBigEndian: false)
            + Array(header.utf8) + data(dimensions, values)
    }

    /// The names of element types in safetensors.
    static let safetensorsNames: [ElementType: String] = [
        .float64: "F64", .float32: "F32", .float16: "F16", .bfloat16: "BF16", .float8E4M3: "F8_E4M3",
        .float8E5M2: "F8_E5M2", .int64: "I64", .int32: "I32", .int16: "I16", .int8: "I8", .uint64: "U64",
        .uint32: "U32",
        .uint16: "U16", .uint8: "U8", .bool: "BOOL",
    ]

    /// A safetensors file of some tensors of one shape.
    func safetensors(_ tensors: [(name: String, values: [Float])], _ dimensions: [Int]) -> [UInt8] {
        var (entries, data) = ([String](), [UInt8]())
        for (name, values) in tensors {
            let bytes = self.data(dimensions, values)
            let name = "\"\(name)\":{\"dtype\":\"\(Self.safetensorsNames[type] ?? "")\",\"shape\":\(dimensions)"
            entries.append("\(name),\"data_offsets\":[\(data.count),\(data.count + bytes.count)]}")
            data += bytes
        }
        let header = Array("{\(entries.joined(separator: ","))}".utf8)
        return Self.bytes(UInt64(header.count), isBigEndian: false) + header + data
    }

    private func data(_ dimensions: [Int], _ values: [Float]) -> [UInt8] {
        guard isColumnMajor else { return values.flatMap(encoded) }
        // For each element in the order of the file its row-major index.
        var strides = [Int](repeating: 1, count: dimensions.count)
        for axis in dimensions.indices.dropLast().reversed() {
            strides[axis] = strides[axis + 1] * dimensions[axis + 1]
        }
        return values.indices.flatMap { place in
            var (rest, offset) = (place, 0)
            for axis in dimensions.indices {
                offset += rest % dimensions[axis] * strides[axis]
                rest /= dimensions[axis]
            }
            return encoded(values[offset])
        }
    }

    private func encoded(_ value: Float) -> [UInt8] {
        let value = rounded(value)
        switch type {
        case .float64: return Self.bytes(Double(value).bitPattern, isBigEndian: isBigEndian)
        case .float32: return Self.bytes(value.bitPattern, isBigEndian: isBigEndian)
        case .float16: return Self.bytes(UInt16(Self.bits(value, fraction: 10, bias: 15)), isBigEndian: isBigEndian)
        case .bfloat16: return Self.bytes(UInt16(Self.bits(value, fraction: 7, bias: 127)), isBigEndian: isBigEndian)
        case .float8E4M3: return [UInt8(value.isNaN ? 0x7f : Self.bits(value, fraction: 3, bias: 7))]
        case .float8E5M2: return [UInt8(value.isNaN ? 0x7f : Self.bits(value, fraction: 2, bias: 15))]
        case .int64, .uint64: return Self.bytes(UInt64(value), isBigEndian: isBigEndian)
        case .int32, .uint32: return Self.bytes(UInt32(value), isBigEndian: isBigEndian)
        case .int16, .uint16: return Self.bytes(UInt16(value), isBigEndian: isBigEndian)
        case .int8, .uint8, .bool: return [UInt8(value)]
        }
    }

    /// The bits of 0, of a positive normal number, or of NaN.
    private static func bits(_ value: Float, fraction: Int, bias: Int) -> Int {
        if value.isNaN { return (2 * bias + 1) << fraction | 1 << (fraction - 1) }
        guard value > 0 else { return 0 }
        return (Int(value.exponent) + bias) << fraction | Int((value.significand - 1) * Float(1 << fraction))
    }

    private static func bytes<Value: FixedWidthInteger>(_ value: Value, isBigEndian: Bool) -> [UInt8] {
        withUnsafeBytes(of: isBigEndian ? value.bigEndian : value.littleEndian) { Array($0) }
    }
}
