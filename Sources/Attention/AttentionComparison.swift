import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How far two tensors of weights lie apart, head by head: means over the queries of two distances between distributions
/// p and q over the keys. Both are 0 for equal weights.
///
///     total variation = 1/2 sum |p - q|                                                   in [0, 1]
///     Jensen-Shannon  = 1/2 sum p ln(p / m) + 1/2 sum q ln(q / m),  m = (p + q) / 2       in nats, [0, ln 2]
///
/// Queries without weights or with a NaN, in either tensor, do not count; without any other a distance is NaN.
///
/// Source: J. Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37, 1991.
public struct AttentionComparison: Hashable, Sendable {
    /// The axes before queries and keys, such as (layers, heads).
    public let leadingShape: [Int]
    /// Row-major over the leading axes.
    public let totalVariation: [Double]
    /// The divergence, not its square root; row-major over the leading axes.
    public let jensenShannon: [Double]

    /// - Parameters: two tensors (..., Q, K) of one shape.
    /// - Throws: `AttentionError` for shapes that differ, or weights that are none.
    public init(_ first: Tensor, _ second: Tensor) throws(AttentionError) {
        guard first.shape == second.shape else {
            throw .weightShapesDiffer(first: first.shape.dimensions, second: second.shape.dimensions)
        }
        let (first, second) = (try WeightMatrices(first, operand: "A"), try WeightMatrices(second, operand: "B"))
        leadingShape = first.leading
        let distances = (0..<first.count).map { Self.distances($0, first, second) }
        totalVariation = distances.map(\.variation)
        jensenShannon = distances.map(\.divergence)
    }

    private static func distances(
        _ matrix: Int, _ first: WeightMatrices, _ second: WeightMatrices
    ) -> (variation: Double, divergence: Double) {
        var (variation, divergence) = (Mean(), Mean())
        second.elements.withUnsafeBufferPointer { other in
            first.forEachRow(of: matrix) { query, row in
                let start = (matrix * first.queries + query) * first.keys
                let other = UnsafeBufferPointer(rebasing: other[start..<start + first.keys])
                guard row.attention != nil, other.attention != nil else { return }
                var (rowVariation, rowDivergence) = (0.0, 0.0)
                for (p, q) in zip(row.lazy.map { Double($0) }, other.lazy.map { Double($0) }) {
                    rowVariation += abs(p - q) / 2
                    let middle = (p + q) / 2
                    if p > 0 { rowDivergence += p * log(p / middle) / 2 }
                    if q > 0 { rowDivergence += q * log(q / middle) / 2 }
                }
                variation.add(rowVariation)
                // Equal weights would otherwise differ by rounding, and to the wrong side of 0.
                divergence.add(max(0, rowDivergence))
            }
        }
        return (variation.value, divergence.value)
    }
}
