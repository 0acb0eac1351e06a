/// The order of the bytes of a number.
public enum ByteOrder: String, Sendable, CaseIterable {
    /// The least significant byte first: x86, ARM, and nearly every file.
    case little
    /// The most significant byte first.
    case big

    /// The order of the machine that the program runs on.
    static var ofMachine: ByteOrder { UInt16(1).littleEndian == 1 ? .little : .big }
}

/// The bytes of a number, the least significant first.
func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
