import Tensors

/// Checks whether the rows of a matrix are distributions, and accumulates the weight of the first key.
///
/// Rows look like attention if each row that is not fully masked has no negative weight and sums to 1 within 1e-3.
package struct AttentionSurvey: RowConsumer {
    /// Whether all rows so far look like attention.
    package private(set) var looksLikeAttention = true
    /// Whether a row sums neither to 1 nor to 0.
    package private(set) var hasOtherRows = false
    /// The smallest and the largest sum of a row, over rows that do not sum to 0; nil if a weight is negative, a row sums to
    /// more than 1, or there is none.
    package var sumsBelowOne: ClosedRange<Double>? { areShares ? sums : nil }
    private var sums: ClosedRange<Double>?
    private var areShares = true
    /// The number of scores that stand for a mask: those of at most `MaskTensor.maskingBias`, as in scores before the softmax,
    /// if there are other scores, and they have the magnitude of scores.
    package var fillCount: Int { othersAreScores && others > 0 ? fills : 0 }
    private var fills = 0
    private var others = 0
    private var othersAreScores = true
    /// The sum of the weights of the first key over the rows that are not fully masked.
    package private(set) var firstKeySum = 0.0
    /// The number of rows that are not fully masked.
    package private(set) var rowCount = 0
    /// The sums of the first columns. If one of them is not 1, the sums of the other columns need not be computed.
    private var columnSums: [Double]

    private static let tolerance = 1e-3
    private static let probedColumns = 8
    /// Scores before the softmax have a smaller magnitude.
    private static let largestScore: Float = 1_000

    package init(keys: Int) {
        columnSums = [Double](repeating: 0, count: min(keys, Self.probedColumns))
    }

    package mutating func add(_ block: RowBlock) {
        for index in 0..<block.rows.count { add(block.row(index), masked: block.mask(index)) }
    }

    private mutating func add(_ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>?) {
        for column in columnSums.indices where mask?[column] != true { columnSums[column] += Double(row[column]) }
        let (sum, smallest, kept) = mask.map { Self.survey(row, masked: $0) } ?? Self.survey(row)
        guard kept > 0 else { return }
        rowCount += 1
        // False for NaN.
        let isOne = (sum - 1).magnitude <= Self.tolerance
        if !isOne && sum != 0 { hasOtherRows = true }
        if !isOne || !(smallest >= 0) { looksLikeAttention = false }
        if !(smallest >= 0) || !(sum <= 1 + Self.tolerance) { areShares = false }
        if areShares, sum > 0 { sums = sums.map { min($0.lowerBound, sum)...max($0.upperBound, sum) } ?? sum...sum }
        if smallest < -Self.largestScore { addScores(row, masked: mask) } else { others += kept }
        if looksLikeAttention, let first = row.first, mask?[0] != true { firstKeySum += Double(first) }
    }

    /// Counts the scores of a row that stand for a mask.
    private mutating func addScores(_ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>?) {
        for key in 0..<row.count where mask?[key] != true {
            if row[key] <= MaskTensor.maskingBias {
                fills += 1
            } else {
                others += 1
                if row[key].magnitude > Self.largestScore { othersAreScores = false }
            }
        }
    }

    /// The sum, the minimum and the number of the weights that are not masked.
    private static func survey(
        _ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>
    ) -> (sum: Double, smallest: Float, kept: Int) {
        var (sum, smallest, kept) = (0.0, Float.infinity, 0)
        for key in 0..<row.count where !mask[key] {
            sum += Double(row[key])
            smallest = row[key].isNaN ? .nan : min(smallest, row[key])
            kept += 1
        }
        return (sum, smallest, kept)
    }

    /// The same without a mask, vectorised, as reading a stored matrix is otherwise limited by memory bandwidth only. Sums of
    /// 1,024 keys in single precision are exact enough for the tolerance; they are added in double precision.
    private static func survey(_ row: UnsafeBufferPointer<Float>) -> (sum: Double, smallest: Float, kept: Int) {
        var (sum, smallest) = (0.0, SIMD8<Float>(repeating: .infinity))
        var key = 0
        while key + 8 <= row.count {
            var lanes = SIMD8<Float>.zero
            let end = min(key + 1024, row.count - 7)
            while key < end {
                var values = SIMD8<Float>.zero
                for lane in 0..<8 { values[lane] = row[key + lane] }
                lanes += values
                smallest.replace(with: values, where: values .< smallest)
                key += 8
            }
            sum += Double(lanes.sum())
        }
        var least = smallest.min()
        while key < row.count {
            sum += Double(row[key])
            least = min(least, row[key])
            key += 1
        }
        // A NaN makes the sum NaN, so it does not matter that the minimum ignores it.
        return (sum, least, row.count)
    }

    package mutating func append(_ next: AttentionSurvey) {
        looksLikeAttention = looksLikeAttention && next.looksLikeAttention
        hasOtherRows = hasOtherRows || next.hasOtherRows
        firstKeySum += next.firstKeySum
        areShares = areShares && next.areShares
        if let more = next.sums {
            sums = sums.map { min($0.lowerBound, more.lowerBound)...max($0.upperBound, more.upperBound) } ?? more
        }
        fills += next.fills
        others += next.others
        othersAreScores = othersAreScores && next.othersAreScores
        rowCount += next.rowCount
        for column in columnSums.indices { columnSums[column] += next.columnSums[column] }
    }

    /// Whether the first few columns sum to 1.
    package var hasColumnsOfOne: Bool { columnSums.allSatisfy { ($0 - 1).magnitude <= Self.tolerance } }
}

/// The sums of all columns of a matrix.
package struct ColumnSums: RowConsumer {
    package private(set) var sums: [Double]

    package init(keys: Int) { sums = [Double](repeating: 0, count: keys) }

    package mutating func add(_ block: RowBlock) {
        for index in 0..<block.rows.count {
            let (row, mask) = (block.row(index), block.mask(index))
            for key in 0..<row.count where mask?[key] != true { sums[key] += Double(row[key]) }
        }
    }

    package mutating func append(_ next: ColumnSums) {
        for key in sums.indices { sums[key] += next.sums[key] }
    }

    /// Whether every column sums to 1 within 1e-3.
    package var areOne: Bool { sums.allSatisfy { ($0 - 1).magnitude <= 1e-3 } }
}
