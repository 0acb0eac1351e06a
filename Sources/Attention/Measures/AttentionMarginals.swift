/// The mean weight of each key and the entropy of each query of one matrix. Masked weights count as 0.
public struct AttentionMarginals: RowConsumer {
    /// The attention that each key receives: the mean of its weights over the queries that have weights.
    public var received: [Double] { sums.map { $0 / Double(max(1, queryCount)) } }
    /// The entropy of the weights of each query, in nats.
    public private(set) var entropy: [Double] = []
    private var sums: [Double]
    /// The number of queries that have weights.
    private var queryCount = 0
    private let leading: [Int]

    /// - Parameters:
    ///   - axes: the axes of the weights
    ///   - matrix: the index of the matrix, row-major over the leading axes
    public init(_ axes: WeightAxes, matrix: Int) {
        sums = [Double](repeating: 0, count: axes.keyCount)
        leading = axes.index(ofMatrix: matrix)
    }

    /// - Throws: `AttentionError.notAWeight` for a negative or infinite value or NaN that is not masked.
    public mutating func add(_ block: RowBlock) throws {
        for index in 0..<block.rows.count {
            let (row, mask) = (block.row(index), block.mask(index))
            var hasWeight = false
            for key in 0..<row.count where mask?[key] != true {
                let weight = row[key]
                guard weight >= 0, weight.isFinite else {
                    throw AttentionError.notAWeight(
                        operand: .weights, index: leading + [block.rows.lowerBound + index, key], found: weight)
                }
                if weight > 0 {
                    sums[key] += Double(weight)
                    hasWeight = true
                }
            }
            if hasWeight { queryCount += 1 }
            // A weight that rounding made larger than 1 has a negative term.
            entropy.append(max(0, Entropy.nats(row, masked: mask)))
        }
    }

    public mutating func append(_ next: AttentionMarginals) {
        for key in sums.indices { sums[key] += next.sums[key] }
        queryCount += next.queryCount
        entropy += next.entropy
    }
}
