import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension PooledAttention {
    /// Pools weights that were computed as a matrix: the way for scores and masks that `StreamingAttentionMap` refuses, at
    /// the price of that matrix.
    ///
    /// - Parameters:
    ///   - weights: (Q, K), one matrix of `AttentionResult.weights`
    ///   - scores: (Q, K), the scores after the mask, if log-sum-exp is wanted; without them it is NaN
    ///   - masked: (Q, K), true where a key is masked
    ///   - pooling: how many weights become one cell, and how
    ///   - crop: the part that is drawn, nil for all; `pooling` counts from its first query and key
    /// - Throws: `AttentionError` when the shapes differ or the crop does not fit.
    public init(
        weights: Tensor, scores: Tensor? = nil, masked: BooleanTensor? = nil, pooling: CellPooling = CellPooling(),
        crop: AttentionCrop? = nil
    ) throws(AttentionError) {
        let shape = weights.shape.dimensions
        guard shape.count == 2 else { throw .unexpectedRank(operand: "weights", allowed: [2], found: shape) }
        for other in [scores?.shape, masked?.shape] {
            guard let other, other != weights.shape else { continue }
            throw .maskMismatch(mask: "scores or mask of the weights", allowed: [shape], found: other.dimensions)
        }
        let keyCount = shape[1]
        let (queries, keys) = try (crop ?? AttentionCrop()).resolved(queryCount: shape[0], keyCount: keyCount)
        let grid = pooling.grid(queries: queries.count, keys: keys.count)
        let matrix = WeightMatrix(weights: weights.elements, masked: masked?.elements, keyCount: keyCount)

        var values = [Float]()
        var maskedCells = [Bool]()
        for row in 0..<grid.queries.cells {
            let rows = grid.queries.positions(ofCell: row).moved(by: queries.lowerBound)
            for column in 0..<grid.keys.cells {
                let columns = grid.keys.positions(ofCell: column).moved(by: keys.lowerBound)
                values.append(matrix.value(pooling.rule, rows, columns))
                maskedCells.append(matrix.isMasked(rows, columns))
            }
        }
        self.init(
            values: Tensor(shape: try grid.shape(), elements: values),
            masked: masked == nil ? nil : BooleanTensor(shape: try grid.shape(), elements: maskedCells),
            rule: pooling.rule, queriesPerCell: grid.queries.factor, keysPerCell: grid.keys.factor, queries: queries,
            keys: keys, statistics: matrix.statistics(queries, scores: scores?.elements),
            deadQueries: queries.filter { matrix.isMasked($0..<$0 + 1, 0..<keyCount) })
    }
}

extension Range<Int> {
    fileprivate func moved(by distance: Int) -> Range<Int> { lowerBound + distance..<upperBound + distance }
}

private struct WeightMatrix {
    let weights: [Float]
    let masked: [Bool]?
    let keyCount: Int

    func row(_ row: Int, _ columns: Range<Int>) -> Range<Int> { columns.moved(by: row * keyCount) }

    func value(_ rule: CellPooling.Rule, _ rows: Range<Int>, _ columns: Range<Int>) -> Float {
        var largest: Float = 0
        var sum = 0.0
        for index in rows {
            for weight in weights[row(index, columns)] {
                // A weight that is not defined is seen, as in the mean.
                largest = weight.isNaN || largest.isNaN ? .nan : Swift.max(largest, weight)
                sum += Double(weight)
            }
        }
        switch rule {
        case .maximum: return largest
        case .mean: return Float(sum / Double(rows.count * columns.count))
        }
    }

    func isMasked(_ rows: Range<Int>, _ columns: Range<Int>) -> Bool {
        guard let masked else { return false }
        return rows.allSatisfy { masked[row($0, columns)].allSatisfy { $0 } }
    }

    func statistics(_ queries: Range<Int>, scores: [Float]?) -> QueryStatistics {
        let rows = queries.map { row($0, 0..<keyCount) }
        return QueryStatistics(
            logSumExp: rows.map { range in
                // Any key gives it: the score minus the logarithm of the weight; the largest one best.
                guard let best = range.max(by: { weights[$0] < weights[$1] }), let scores else { return .nan }
                return weights[best] > 0 ? scores[best] - log(weights[best]) : -.infinity
            },
            largestWeight: rows.map { weights[$0].max() ?? 0 },
            entropy: rows.map { range in
                Float(weights[range].reduce(0.0) { $1 > 0 ? $0 - Double($1) * log(Double($1)) : $0 })
            },
            firstKeyWeight: rows.map { weights[$0].first ?? 0 })
    }
}
