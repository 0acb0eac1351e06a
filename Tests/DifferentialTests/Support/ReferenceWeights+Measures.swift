import AttentionFigures

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ReferenceWeights {
    static func surprise(_ weight: Double) -> Double { weight > 0 ? -weight * log(weight) : 0 }

    /// The weights of a query, 0 where masked; nil for one without weights, or with a NaN.
    func distribution(_ matrix: Int, _ query: Int) -> [Double]? {
        let weights = keys.indices.map { weight(matrix, query, $0) ?? 0 }
        return weights.reduce(0, +) > 0 ? weights : nil
    }

    /// A metric of one head as `HeadMetric` defines it; NaN where no query counts.
    func metric(_ metric: HeadMetric, _ matrix: Int, separators: [Int], hasPadding: Bool = false) -> Double {
        let rows = queries.indices.compactMap { query in
            distribution(matrix, query).map { (position: queries[query], query: query, weights: $0) }
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        func shifted(_ distance: Int) -> Double {
            mean(
                rows.compactMap { row in
                    guard let key = keys.firstIndex(of: row.position + distance) else { return nil }
                    // With padding, a neighbour that no query may attend to is none.
                    let isSeen = rows.contains { !isMasked(offset(matrix, $0.query, key)) }
                    return hasPadding && !isSeen ? nil : row.weights[key]
                })
        }
        switch metric {
        case .entropy: return mean(rows.map { $0.weights.reduce(0) { $0 + Self.surprise($1) } })
        case .firstKey:
            // The first key that is not padding.
            let firsts = rows.map { row in keys.indices.first { !isMasked(offset(matrix, row.query, $0)) } ?? 0 }
            let first = hasPadding ? firsts.min() ?? 0 : 0
            return mean(rows.map { $0.weights[first] })
        case .diagonal: return shifted(0)
        case .previous: return shifted(-1)
        case .next: return shifted(1)
        case .meanDistance:
            return mean(
                rows.map { row in
                    zip(keys, row.weights).reduce(0) { $0 + Double(abs($1.0 - row.position)) * $1.1 }
                })
        case .largestColumn:
            let sums = keys.indices.map { key in rows.reduce(0) { $0 + $1.weights[key] } }
            return (sums.max() ?? 0) / Double(rows.count)
        case .separators: return mean(rows.map { row in separators.reduce(0) { $0 + row.weights[$1] } })
        }
    }

    var skippedQueries: Int {
        (0..<matrixCount).reduce(0) { count, matrix in
            count + queries.indices.count { distribution(matrix, $0) == nil }
        }
    }

    /// Total variation and Jensen-Shannon divergence of one head, in means over the queries that both have weights for.
    func distances(_ matrix: Int, _ other: ReferenceWeights) -> (variation: Double, divergence: Double) {
        var (variation, divergence, count) = (0.0, 0.0, 0.0)
        for query in queries.indices {
            guard let p = distribution(matrix, query), let q = other.distribution(matrix, query) else { continue }
            count += 1
            for (p, q) in zip(p, q) {
                variation += abs(p - q) / 2
                if p > 0 { divergence += p * log(2 * p / (p + q)) / 2 }
                if q > 0 { divergence += q * log(2 * q / (p + q)) / 2 }
            }
        }
        return (variation / count, divergence / count)
    }

    /// The rollout over the axis `layer`, of the mean over all other leading axes.
    func rollout(residual: Double) -> [Double] {
        let size = keys.count
        let axis = leading.firstIndex { $0.name == "layer" }
        var rollout = (0..<size * size).map { $0 / size == $0 % size ? 1.0 : 0 }
        for layer in 0..<(axis.map { leading[$0].positions.count } ?? 1) {
            let heads = (0..<matrixCount).filter { matrix in axis.map { index(ofMatrix: matrix)[$0] == layer } ?? true }
            var next = [Double](repeating: 0, count: size * size)
            for query in 0..<size {
                var row = (0..<size).map { key in
                    (1 - residual) * heads.reduce(0) { $0 + (weight($1, query, key) ?? 0) } / Double(heads.count)
                }
                row[query] += residual
                let sum = row.reduce(0, +)
                if sum == 0 { row[query] = 1 } else { row = row.map { $0 / sum } }
                for inner in 0..<size where row[inner] != 0 {
                    for key in 0..<size { next[query * size + key] += row[inner] * rollout[inner * size + key] }
                }
            }
            rollout = next
        }
        return rollout
    }
}
