/// Single-precision logarithm, sine and cosine that round exactly as PyTorch's AVX2 kernel for normal numbers does.
///
/// The goals, in order of rank: the bits of that kernel; the same bits on every machine; accuracy. Which products are
/// fused with a sum is part of the definition, so the polynomials must not be rearranged.
///
/// Source: the polynomials of S. Moshier's Cephes library (logf, sinf, cosf).
enum CephesFloat {
    /// 2 pi, rounded to single precision.
    static let twoPi: Float = 0x1.921fb6p+2

    private static let squareRootOfHalf: Float = 0x1.6a09e6p-1

    private static let logCoefficients: [Float] = [
        0x1.204376p-4, -0x1.d7a370p-4, 0x1.de4a34p-4, -0x1.fcba9ep-4, 0x1.23d37ep-3,
        -0x1.555ca0p-3, 0x1.999d58p-3, -0x1.fffff8p-3, 0x1.555554p-2,
    ]
    /// ln 2 as a short head, exact when multiplied by an exponent, and a tail.
    private static let ln2Head: Float = 0.693359375
    private static let ln2Tail: Float = -0x1.bd0106p-13

    /// The natural logarithm of `value`.
    ///
    /// - Precondition: `value` is a normal number in (0, 1].
    static func log(_ value: Float) -> Float {
        let bits = value.bitPattern
        var exponent = Float(Int32(bits >> 23) - 126)
        let mantissa = Float(bitPattern: bits & 0x7f_ffff | 0x3f00_0000)
        var x = mantissa - 1
        if mantissa < squareRootOfHalf {
            exponent -= 1
            x += mantissa
        }
        let square = x * x
        var y = logCoefficients[0]
        for coefficient in logCoefficients.dropFirst() { y = coefficient.addingProduct(y, x) }
        y *= x
        y = (exponent * ln2Tail).addingProduct(y, square)
        y = y.addingProduct(-square, 0.5)
        return (x + y).addingProduct(exponent, ln2Head)
    }

    /// The sine and the cosine of an angle in radians.
    ///
    /// - Precondition: `angle` is in [0, 2 pi].
    static func sineAndCosine(_ angle: Float) -> (sine: Float, cosine: Float) {
        let octant = (Int32(angle * 0x1.45f306p+0) + 1) & ~1
        let turns = Float(octant)
        // pi/4 in three parts: the reduction stays exact to the last bit.
        var x = angle.addingProduct(turns, -0x1.92p-1)
        x = x.addingProduct(turns, -0x1.fb4p-13)
        x = x.addingProduct(turns, -0x1.4442d2p-25)
        let square = x * x

        var cosine: Float = 0x1.99eb9cp-16
        cosine = Float(-0x1.6c0c34p-10).addingProduct(cosine, square)
        cosine = Float(0x1.55554ap-5).addingProduct(cosine, square)
        cosine *= square
        cosine = (-(square * 0.5)).addingProduct(cosine, square) + 1

        var sine: Float = -0x1.9943f2p-13
        sine = Float(0x1.11073cp-7).addingProduct(sine, square)
        sine = Float(-0x1.555546p-3).addingProduct(sine, square)
        sine *= square
        sine = x.addingProduct(sine, x)

        if octant & 2 != 0 { swap(&sine, &cosine) }
        if octant & 4 != 0 { sine = -sine }
        if (octant - 2) & 4 == 0 { cosine = -cosine }
        return (sine, cosine)
    }
}
