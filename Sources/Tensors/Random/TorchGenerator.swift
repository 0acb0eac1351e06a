/// A source of the random numbers that PyTorch's CPU generator gives for the same seed and the same order of draws.
///
///     var generator = TorchGenerator(seed: 0)                // torch.manual_seed(0)
///     let queries = try generator.normal([2, 1, 2])          // torch.normal(0, 1, (2, 1, 2))
///     // 1.5410, -0.2934, -2.1788, 0.5684
///
/// The goals, in order of rank:
/// 1. The bits are those of PyTorch 2.13 on x86-64 with AVX2, where fused multiply-adds round once. A build of PyTorch
///    without AVX2 differs in the last bits of `uniform` and of normal draws of 16 values and more.
/// 2. The numbers do not depend on this machine. Only normal draws of fewer than 16 values, and those in double
///    precision, use the system's `log1p`, `log`, `sin` and `cos`; another library may differ there in the last bit.
/// 3. Values, not references: a copy of a generator repeats the draws of the original.
///
/// Every draw is in memory order, so the shape of a tensor matters only by the number of its elements.
public struct TorchGenerator: Hashable, Sendable {
    var engine: MersenneTwister
    /// The second value of a Box-Muller pair, kept for the next normal draw of fewer than 16 values. PyTorch keeps it
    /// across draws of every other kind.
    var cachedNormal: Double?

    /// The generator after `torch.manual_seed(seed)`. Only the low 32 bits of the seed count, as in PyTorch.
    public init(seed: UInt64) {
        engine = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    }

    /// The generator after `torch.manual_seed(seed)`; a negative seed counts by its two's complement.
    public init(seed: Int) {
        self.init(seed: UInt64(bitPattern: Int64(seed)))
    }

    /// A multiple of 2^-24 in [0, 1).
    mutating func unitFloat() -> Float {
        Float(engine.next() & 0xff_ffff) * 0x1p-24
    }

    /// A multiple of 2^-53 in [0, 1).
    mutating func unitDouble() -> Double {
        Double(engine.nextPair() & 0x1f_ffff_ffff_ffff) * 0x1p-53
    }
}

// MARK: - Uniform draws

extension TorchGenerator {
    /// Values spread evenly over [lower, upper), as `torch.rand(shape)` and `tensor.uniform_(lower, upper)` draw them.
    ///
    /// - Throws: `TensorError` when the shape is invalid.
    /// - Precondition: the bounds and their distance are finite, and `lower <= upper`.
    public mutating func uniform(
        _ dimensions: [Int], from lower: Float = 0, to upper: Float = 1
    ) throws(TensorError) -> Tensor {
        precondition(lower <= upper && (upper - lower).isFinite, "no even spread from \(lower) to \(upper)")
        let shape = try Shape(dimensions)
        let width = upper - lower
        var values = [Float]()
        values.reserveCapacity(shape.count)
        for _ in 0..<shape.count {
            let value = lower.addingProduct(unitFloat(), width)
            values.append(value == upper ? lower : value)
        }
        return Tensor(shape: shape, elements: values)
    }

    /// `count` double-precision values in [0, 1), as `torch.rand(count, dtype=torch.float64)` draws them.
    ///
    /// - Precondition: `count` is not negative.
    public mutating func uniformDoubles(count: Int) -> [Double] {
        precondition(count >= 0, "a count of \(count) random numbers")
        var values = [Double]()
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(unitDouble()) }
        return values
    }
}
