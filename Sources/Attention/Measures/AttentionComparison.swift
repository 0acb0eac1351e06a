import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The distances between two tensors of weights, for each head: the means over the queries of two distances between
/// distributions p and q over the keys. Both are 0 for equal weights.
///
///     total variation = 1/2 sum |p - q|                                                   in [0, 1]
///     Jensen-Shannon  = 1/2 sum p ln(p / m) + 1/2 sum q ln(q / m),  m = (p + q) / 2       in nats, [0, ln 2]
///
/// Queries without weights or with a NaN in either tensor are left out; if none is left, the distance is NaN.
///
/// Source: J. Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37, 1991.
public struct AttentionComparison: Hashable, Sendable {
    /// The sizes of the axes before queries and keys, such as (layers, heads).
    public let leadingShape: [Int]
    /// Row-major over the leading axes.
    public let totalVariation: [Double]
    /// The divergence, not its square root; row-major over the leading axes.
    public let jensenShannon: [Double]

    /// Zeros for the heads of weights that are not read.
    package init(unmeasured axes: WeightAxes) {
        leadingShape = axes.leading.map(\.positions.count)
        totalVariation = [Double](repeating: 0, count: axes.matrixCount)
        jensenShannon = totalVariation
    }

    /// - Parameters: two tensors (..., Q, K) of one shape.
    /// - Throws: `AttentionError` for different shapes, and for negative or infinite weights.
    public init(_ first: Tensor, _ second: Tensor) throws {
        guard first.shape == second.shape else {
            throw AttentionError.weightShapesDiffer(first: first.shape.dimensions, second: second.shape.dimensions)
        }
        try self.init(
            TensorRows(first, axes: WeightAxes(unnamed: first, .first)),
            TensorRows(second, axes: WeightAxes(unnamed: second, .second)))
    }

    /// - Parameters:
    ///   - first: weights.
    ///   - second: weights of the same shape.
    ///   - pass: threads and block size.
    /// - Throws: `AttentionError` for different shapes, and for negative or infinite weights; errors of producing the rows.
    public init(_ first: any WeightRows, _ second: any WeightRows, pass: RowPass = RowPass()) throws {
        let axes = first.axes
        guard axes.dimensions == second.axes.dimensions else {
            throw AttentionError.weightShapesDiffer(first: axes.dimensions, second: second.axes.dimensions)
        }
        guard axes.weightCount > 0 else {
            throw AttentionError.emptyAxis(operand: .first, of: "weight", found: axes.dimensions)
        }
        leadingShape = axes.leading.map(\.positions.count)
        let distances = try pass.run(
            matrices: axes.matrixCount, rows: axes.queryCount,
            rowElements: max(first.rowElements, second.rowElements),
            consumer: { DistanceMeter(leading: axes.index(ofMatrix: $0)) },
            take: { meter, rows, matrix in
                try first.withRows(rows, of: matrix) { one in
                    try second.withRows(rows, of: matrix) { try meter.add(one, $0) }
                }
            })
        totalVariation = distances.map(\.variation.value)
        jensenShannon = distances.map(\.divergence.value)
    }
}

/// Accumulates the distances of two matrices.
private struct DistanceMeter: RowConsumer {
    let leading: [Int]
    private(set) var variation = Mean()
    private(set) var divergence = Mean()

    init(leading: [Int]) { self.leading = leading }

    mutating func add(_ block: RowBlock) throws { try add(block, block) }

    mutating func add(_ first: RowBlock, _ second: RowBlock) throws {
        try WeightCheck.check(first, leading: leading, .first)
        try WeightCheck.check(second, leading: leading, .second)
        for index in 0..<first.rows.count {
            let (one, oneMask) = (first.row(index), first.mask(index))
            let (other, otherMask) = (second.row(index), second.mask(index))
            guard WeightCheck.sum(one, masked: oneMask) != nil, WeightCheck.sum(other, masked: otherMask) != nil else {
                continue
            }
            var (rowVariation, rowDivergence) = (0.0, 0.0)
            for key in 0..<one.count {
                let p = oneMask?[key] == true ? 0 : Double(one[key])
                let q = otherMask?[key] == true ? 0 : Double(other[key])
                rowVariation += abs(p - q) / 2
                let middle = (p + q) / 2
                if p > 0 { rowDivergence += p * log(p / middle) / 2 }
                if q > 0 { rowDivergence += q * log(q / middle) / 2 }
            }
            variation.add(rowVariation)
            // Rounding can make the divergence of nearly equal weights negative.
            divergence.add(max(0, rowDivergence))
        }
    }

    mutating func append(_ next: DistanceMeter) {
        variation.append(next.variation)
        divergence.append(next.divergence)
    }
}
