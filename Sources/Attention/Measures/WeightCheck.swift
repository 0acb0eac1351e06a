/// Checks that rows are attention weights.
enum WeightCheck {
    /// - Parameters:
    ///   - block: rows of weights; NaN is allowed, as some frameworks give NaN for a row whose keys are all masked
    ///   - leading: the index of the matrix on the leading axes
    ///   - input: the name of the weights in errors
    /// - Throws: `AttentionError.notAWeight` for an element that is negative or infinite and not masked.
    static func check(_ block: RowBlock, leading: [Int], _ input: AttentionInput) throws(AttentionError) {
        for index in 0..<block.rows.count {
            let (row, mask) = (block.row(index), block.mask(index))
            for key in 0..<row.count where row[key] < 0 || row[key] == .infinity {
                guard mask?[key] != true else { continue }
                throw .notAWeight(
                    operand: input, index: leading + [block.rows.lowerBound + index, key], found: row[key])
            }
        }
    }

    /// The sum of a row in double precision; nil for a row that contains a NaN or only zeros, as for a query whose keys are
    /// all masked.
    static func sum(_ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>?) -> Double? {
        var sum = 0.0
        for key in 0..<row.count where mask?[key] != true { sum += Double(row[key]) }
        return sum > 0 ? sum : nil
    }
}
