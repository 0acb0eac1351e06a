#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// PyTorch draws normal numbers in two ways: below 16 values one by one in double precision, with the second value of
// each Box-Muller pair kept for the next call; from 16 values on in blocks of 16. The block is eight radii, eight angles.
extension TorchGenerator {
    private static let blockSize = 16

    /// Normally distributed values, as `torch.normal(mean, standardDeviation, shape)` and `torch.randn(shape)` draw them.
    ///
    /// - Throws: `TensorError` when the shape is invalid.
    /// - Precondition: `standardDeviation` is not negative.
    public mutating func normal(
        _ dimensions: [Int], mean: Double = 0, standardDeviation: Double = 1
    ) throws(TensorError) -> Tensor {
        precondition(standardDeviation >= 0, "a standard deviation of \(standardDeviation)")
        let shape = try Shape(dimensions)
        var values = [Float]()
        values.reserveCapacity(shape.count)
        if shape.count < Self.blockSize {
            for _ in 0..<shape.count { values.append(Float(nextNormal() * standardDeviation + mean)) }
            return Tensor(shape: shape, elements: values)
        }
        for _ in 0..<shape.count { values.append(unitFloat()) }
        let (mean, deviation) = (Float(mean), Float(standardDeviation))
        for start in stride(from: 0, through: shape.count - Self.blockSize, by: Self.blockSize) {
            Self.transformBlock(of: &values, at: start, mean: mean, deviation: deviation)
        }
        if !shape.count.isMultiple(of: Self.blockSize) {
            // The last block is drawn anew and overlaps the one before it.
            let start = shape.count - Self.blockSize
            for index in start..<shape.count { values[index] = unitFloat() }
            Self.transformBlock(of: &values, at: start, mean: mean, deviation: deviation)
        }
        return Tensor(shape: shape, elements: values)
    }

    /// `count` double-precision values of mean 0 and standard deviation 1, as
    /// `torch.randn(count, dtype=torch.float64)` draws them.
    ///
    /// - Precondition: `count` is not negative.
    public mutating func normalDoubles(count: Int) -> [Double] {
        precondition(count >= 0, "a count of \(count) random numbers")
        guard count >= Self.blockSize else {
            var values = [Double]()
            for _ in 0..<count { values.append(nextNormal()) }
            return values
        }
        var values = uniformDoubles(count: count)
        for start in stride(from: 0, through: count - Self.blockSize, by: Self.blockSize) {
            Self.transformBlock(of: &values, at: start)
        }
        if !count.isMultiple(of: Self.blockSize) {
            let start = count - Self.blockSize
            for index in start..<count { values[index] = unitDouble() }
            Self.transformBlock(of: &values, at: start)
        }
        return values
    }

    /// One value of the Box-Muller transform; the other value of the pair is kept in `cachedNormal`.
    private mutating func nextNormal() -> Double {
        if let cached = cachedNormal {
            cachedNormal = nil
            return cached
        }
        let first = unitDouble()
        let second = unitDouble()
        let radius = (-2 * log1p(-second)).squareRoot()
        let angle = 2 * Double.pi * first
        cachedNormal = radius * sin(angle)
        return radius * cos(angle)
    }

    private static func transformBlock(of values: inout [Float], at start: Int, mean: Float, deviation: Float) {
        for index in start..<start + blockSize / 2 {
            let radius = (-2 * CephesFloat.log(1 - values[index])).squareRoot()
            let angle = CephesFloat.twoPi * values[index + blockSize / 2]
            let (sine, cosine) = CephesFloat.sineAndCosine(angle)
            values[index] = mean.addingProduct(radius * cosine, deviation)
            values[index + blockSize / 2] = mean.addingProduct(radius * sine, deviation)
        }
    }

    private static func transformBlock(of values: inout [Double], at start: Int) {
        for index in start..<start + blockSize / 2 {
            let radius = (-2 * log(1 - values[index])).squareRoot()
            let angle = 2 * Double.pi * values[index + blockSize / 2]
            values[index] = radius * cos(angle)
            values[index + blockSize / 2] = radius * sin(angle)
        }
    }
}
