// Floating-point formats of fewer than 32 bits, all exact in `Float`. `Float16` does not exist on every machine that Swift runs on (Intel Macs).
extension Float {
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
