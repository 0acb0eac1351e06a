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

/// Little-endian float32 is the memory of `[Float]` on a little-endian machine, and copied as a block.
private func float32s(_ raw: UnsafeRawBufferPointer, _ order: ByteOrder) -> [Float] {
    guard order == .little, ByteOrder.ofMachine == .little else {
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
