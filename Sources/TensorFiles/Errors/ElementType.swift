/// The types of number that can be read. All are read as `Float`.
public enum ElementType: String, Sendable, CaseIterable {
    case float64, float32, float16, bfloat16
    /// Four bits of exponent, three of fraction, no infinity (OCP "E4M3FN").
    case float8E4M3 = "float8_e4m3"
    /// Five bits of exponent, two of fraction: the upper half of a float16.
    case float8E5M2 = "float8_e5m2"
    case int64, int32, int16, int8
    case uint64, uint32, uint16, uint8
    /// One byte; any value but 0 is true and is read as 1.
    case bool

    /// Whether elements may have a fraction.
    public var isFloatingPoint: Bool {
        switch self {
        case .float64, .float32, .float16, .bfloat16, .float8E4M3, .float8E5M2: true
        case .int64, .int32, .int16, .int8, .uint64, .uint32, .uint16, .uint8, .bool: false
        }
    }

    /// As NumPy and PyTorch call it: `float32`.
    public var name: String { rawValue }

    /// The bytes of one element.
    public var byteWidth: Int {
        switch self {
        case .float64, .int64, .uint64: 8
        case .float32, .int32, .uint32: 4
        case .float16, .bfloat16, .int16, .uint16: 2
        case .float8E4M3, .float8E5M2, .int8, .uint8, .bool: 1
        }
    }
}

extension ElementType: CustomStringConvertible {
    public var description: String { name }
}
