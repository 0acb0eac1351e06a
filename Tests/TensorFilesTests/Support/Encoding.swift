@testable import TensorFiles

/// The bytes of an `.npy` file with any header, right or wrong.
func npy(_ header: String, data: [UInt8] = [], version: (UInt8, UInt8) = (1, 0)) -> [UInt8] {
    let text = Array(header.utf8)
    let length = version.0 == 1 ? bytes(UInt16(text.count), .little) : bytes(UInt32(text.count), .little)
    return [0x93] + Array("NUMPY".utf8) + [version.0, version.1] + length + text + data
}

/// The bytes of an `.npy` file of these elements.
func npy(_ type: ElementType, _ byteOrder: ByteOrder, _ order: ElementOrder, shape: String, data: [UInt8]) -> [UInt8] {
    let code =
        switch type {
        case .float64: "f8"
        case .float32: "f4"
        case .float16: "f2"
        case .int64: "i8"
        case .int32: "i4"
        case .int16: "i2"
        case .int8: "i1"
        case .uint64: "u8"
        case .uint32: "u4"
        case .uint16: "u2"
        case .uint8: "u1"
        default: "b1"
        }
    let mark = type.byteWidth == 1 ? "|" : byteOrder == .little ? "<" : ">"
    let fortran = order == .columnMajor ? "True" : "False"
    return npy("{'descr': '\(mark)\(code)', 'fortran_order': \(fortran), 'shape': \(shape), }\n", data: data)
}

/// The bytes of a safetensors file with any header, right or wrong.
func safetensors(_ header: String, data: [UInt8] = [], length: UInt64? = nil) -> [UInt8] {
    bytes(length ?? UInt64(header.utf8.count), .little) + Array(header.utf8) + data
}

func bytes<Value: FixedWidthInteger>(_ value: Value, _ order: ByteOrder) -> [UInt8] {
    withUnsafeBytes(of: order == .little ? value.littleEndian : value.bigEndian) { Array($0) }
}

func bytes(_ floats: [Float]) -> [UInt8] {
    floats.flatMap { bytes($0.bitPattern, .little) }
}

extension ElementType {
    /// The number that stands for the `index`-th element in tests: as many different ones as the type can tell apart.
    func example(_ index: Int) -> Float {
        switch self {
        case .bool: index % 3 == 0 ? 1 : 0
        case .float8E4M3: Float(index % 16)
        case .float8E5M2: Float(index % 8)
        default: Float(index)
        }
    }

    /// The stored bytes of a small whole number.
    func encoded(_ value: Float, _ order: ByteOrder) -> [UInt8] {
        switch self {
        case .float64: bytes(Double(value).bitPattern, order)
        case .float32: bytes(value.bitPattern, order)
        case .float16: bytes(UInt16(bits(value, fraction: 10, bias: 15)), order)
        case .bfloat16: bytes(UInt16(bits(value, fraction: 7, bias: 127)), order)
        case .float8E4M3: [UInt8(bits(value, fraction: 3, bias: 7))]
        case .float8E5M2: [UInt8(bits(value, fraction: 2, bias: 15))]
        case .int64: bytes(Int64(value), order)
        case .int32: bytes(Int32(value), order)
        case .int16: bytes(Int16(value), order)
        case .int8: bytes(Int8(value), order)
        case .uint64: bytes(UInt64(value), order)
        case .uint32: bytes(UInt32(value), order)
        case .uint16: bytes(UInt16(value), order)
        case .uint8, .bool: bytes(UInt8(value), order)
        }
    }

    /// The bits of a positive normal number, or zero, in a floating-point format.
    private func bits(_ value: Float, fraction: Int, bias: Int) -> Int {
        guard value > 0 else { return 0 }
        let scale = Float(1 << fraction)
        return (Int(value.exponent) + bias) << fraction | Int((value.significand - 1) * scale)
    }
}
