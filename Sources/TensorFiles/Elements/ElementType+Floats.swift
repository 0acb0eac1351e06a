extension ElementType {
    /// The elements stored in `bytes`, each as the nearest `Float`; bytes after the last whole element are ignored.
    ///
    /// A float64 beyond the range of `Float` becomes an infinity. NaN stays NaN.
    func floats(_ bytes: RawSpan, _ order: ByteOrder) -> [Float] {
        bytes.withUnsafeBytes { raw in
            switch self {
            case .float64: convert(raw, order, UInt64.self) { Float(Double(bitPattern: $0)) }
            case .float32: float32s(raw, order)
            case .float16: convert(raw, order, UInt16.self, Float.init(float16Bits:))
            case .bfloat16: convert(raw, order, UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
            case .float8E4M3: convert(raw, order, UInt8.self, Float.init(float8E4M3Bits:))
            case .float8E5M2: convert(raw, order, UInt8.self) { Float(float16Bits: UInt16($0) << 8) }
            case .int64: convert(raw, order, Int64.self) { Float($0) }
            case .int32: convert(raw, order, Int32.self) { Float($0) }
            case .int16: convert(raw, order, Int16.self) { Float($0) }
            case .int8: convert(raw, order, Int8.self) { Float($0) }
            case .uint64: convert(raw, order, UInt64.self) { Float($0) }
            case .uint32: convert(raw, order, UInt32.self) { Float($0) }
            case .uint16: convert(raw, order, UInt16.self) { Float($0) }
            case .uint8: convert(raw, order, UInt8.self) { Float($0) }
            case .bool: convert(raw, order, UInt8.self) { $0 == 0 ? 0 : 1 }
            }
        }
    }
}

/// Little-endian float32 on a little-endian machine is `[Float]` already: copied as a block.
private func float32s(_ raw: UnsafeRawBufferPointer, _ order: ByteOrder) -> [Float] {
    guard order == .little, UInt32(1).littleEndian == 1 else {
        return convert(raw, order, UInt32.self, Float.init(bitPattern:))
    }
    let count = raw.count / MemoryLayout<Float>.size
    return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
        let whole = UnsafeRawBufferPointer(rebasing: raw.prefix(count * MemoryLayout<Float>.size))
        UnsafeMutableRawBufferPointer(floats).copyMemory(from: whole)
        initialized = count
    }
}

@inline(__always)
private func convert<Stored: FixedWidthInteger & BitwiseCopyable>(
    _ raw: UnsafeRawBufferPointer, _ order: ByteOrder, _ type: Stored.Type, _ float: (Stored) -> Float
) -> [Float] {
    let width = MemoryLayout<Stored>.size
    let count = raw.count / width
    return [Float](unsafeUninitializedCapacity: count) { floats, initialized in
        for index in 0..<count {
            let stored = raw.loadUnaligned(fromByteOffset: index * width, as: Stored.self)
            floats[index] = float(order == .little ? Stored(littleEndian: stored) : Stored(bigEndian: stored))
        }
        initialized = count
    }
}

extension Float {
    // `Float16` does not exist on every machine that Swift runs on (Intel Macs), hence by hand.

    /// The value of an IEEE 754 binary16, exactly.
    init(float16Bits bits: UInt16) {
        let sign = UInt32(bits & 0x8000) << 16
        let exponent = UInt32(bits >> 10) & 0x1F
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0:
            // Zero and the subnormals: fraction x 2^-24, exact in Float.
            let magnitude = Float(fraction) * 0x1p-24
            self = Float(bitPattern: magnitude.bitPattern | sign)
        case 0x1F:
            self = Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default:
            // The exponent's bias goes from 15 to 127.
            self = Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }

    /// The value of an OCP 8-bit E4M3FN number, exactly: bias 7, no infinity, NaN when all but the sign is set.
    init(float8E4M3Bits bits: UInt8) {
        let exponent = Int(bits >> 3) & 0xF
        let fraction = Float(bits & 0x7)
        let magnitude: Float
        if bits & 0x7F == 0x7F {
            magnitude = .nan
        } else if exponent == 0 {
            magnitude = fraction * 0x1p-9
        } else {
            magnitude = Float(sign: .plus, exponent: exponent - 7, significand: 1 + fraction / 8)
        }
        self = bits & 0x80 == 0 ? magnitude : -magnitude
    }
}
