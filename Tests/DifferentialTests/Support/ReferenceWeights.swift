import AttentionFigures

/// Attention weights and what is made of them, in plain loops and double precision, straight from the definitions. Nothing
/// here calls the code under test.
struct ReferenceWeights {
    /// Names and positions of the axes before queries and keys.
    var leading: [(name: String, positions: [Int])]
    var queries: [Int]
    var keys: [Int]
    var queryLabels: [String]?
    var keyLabels: [String]?
    /// (..., queries, keys), row-major.
    var values: [Double]
    /// In the order of the values; nil where no mask applies.
    var masked: [Bool]?
    /// (..., queries): how many rows without any key each row was made of.
    var emptyRows: [Int]
    /// Whether the part still has all keys of its source, one by one.
    var hasAllKeys = true

    var dimensions: [Int] { leading.map(\.positions.count) + [queries.count, keys.count] }
    var matrixCount: Int { leading.reduce(1) { $0 * $1.positions.count } }

    func offset(_ matrix: Int, _ query: Int, _ key: Int) -> Int {
        (matrix * queries.count + query) * keys.count + key
    }

    func isMasked(_ offset: Int) -> Bool { masked?[offset] ?? false }

    /// Nil where the key is masked.
    func weight(_ matrix: Int, _ query: Int, _ key: Int) -> Double? {
        let offset = offset(matrix, query, key)
        return isMasked(offset) ? nil : values[offset]
    }

    /// The index of a matrix on each leading axis.
    func index(ofMatrix matrix: Int) -> [Int] {
        var (rest, index) = (matrix, [Int]())
        for axis in leading.reversed() {
            index.insert(rest % axis.positions.count, at: 0)
            rest /= axis.positions.count
        }
        return index
    }
}

// What a part is made by: positions are chosen, axes reduced, words merged.
extension ReferenceWeights {
    /// Some indices of an axis, by its number; a leading axis may be dropped.
    func taking(_ indices: [Int], of axis: Int, drops: Bool) -> ReferenceWeights {
        var part = self
        part.values = Self.gather(values, dimensions, axis, indices)
        part.masked = masked.map { Self.gather($0, dimensions, axis, indices) }
        if axis < dimensions.count - 1 {
            part.emptyRows = Self.gather(emptyRows, Array(dimensions.dropLast()), axis, indices)
        }
        switch axis {
        case leading.count:
            part.queries = indices.map { queries[$0] }
            part.queryLabels = queryLabels.map { labels in indices.map { labels[$0] } }
        case leading.count + 1:
            part.keys = indices.map { keys[$0] }
            part.keyLabels = keyLabels.map { labels in indices.map { labels[$0] } }
            part.hasAllKeys = hasAllKeys && part.keys == keys
        default:
            part.leading[axis].positions = indices.map { leading[axis].positions[$0] }
            if drops { part.leading.remove(at: axis) }
        }
        return part
    }

    private static func gather<Element>(
        _ elements: [Element], _ dimensions: [Int], _ axis: Int, _ indices: [Int]
    ) -> [Element] {
        let inner = dimensions[(axis + 1)...].reduce(1, *)
        let outer = dimensions[..<axis].reduce(1, *)
        var taken: [Element] = []
        for first in 0..<outer {
            for index in indices {
                for last in 0..<inner { taken.append(elements[(first * dimensions[axis] + index) * inner + last]) }
            }
        }
        return taken
    }

    /// The mean or the maximum along a leading axis.
    func reducing(_ axis: Int, _ rule: AxisReduction.Rule) -> ReferenceWeights {
        var part = self
        part.leading.remove(at: axis)
        let count = leading[axis].positions.count
        let inner = leading[(axis + 1)...].reduce(1) { $0 * $1.positions.count }
        let size = queries.count * keys.count
        part.values = [Double](repeating: 0, count: part.matrixCount * size)
        part.masked = masked == nil ? nil : [Bool](repeating: false, count: part.values.count)
        part.emptyRows = [Int](repeating: 0, count: part.matrixCount * queries.count)
        for matrix in 0..<part.matrixCount {
            let matrices = (0..<count).map { (matrix / inner * count + $0) * inner + matrix % inner }
            for query in queries.indices {
                part.emptyRows[matrix * queries.count + query] = matrices.reduce(0) {
                    $0 + emptyRows[$1 * queries.count + query]
                }
                for key in keys.indices {
                    let weights = matrices.compactMap { weight($0, query, key) }
                    let place = part.offset(matrix, query, key)
                    if weights.isEmpty {
                        part.masked?[place] = true
                    } else {
                        part.values[place] =
                            rule == .mean ? weights.reduce(0, +) / Double(count) : Self.maximum(weights)
                    }
                }
            }
        }
        return part
    }

    /// Sums over the pieces of a word as keys, means over its pieces as queries.
    func merging(queries queryWords: [Range<Int>], keys keyWords: [Range<Int>]) -> ReferenceWeights {
        var part = self
        part.queries = Array(queryWords.indices)
        part.keys = Array(keyWords.indices)
        part.hasAllKeys = false
        (part.queryLabels, part.keyLabels) = (nil, nil)
        part.values = []
        part.masked = masked == nil ? nil : []
        part.emptyRows = []
        for matrix in 0..<matrixCount {
            for query in queryWords {
                part.emptyRows.append(query.reduce(0) { $0 + emptyRows[matrix * queries.count + $1] })
                for key in keyWords {
                    let weights = query.flatMap { query in key.compactMap { weight(matrix, query, $0) } }
                    part.values.append(weights.reduce(0, +) / Double(query.count))
                    part.masked?.append(weights.isEmpty)
                }
            }
        }
        return part
    }

    static func maximum(_ values: [Double]) -> Double {
        values.reduce(-.infinity) { $0.isNaN || $1.isNaN ? .nan : $0 > $1 ? $0 : $1 }
    }
}

// What is made of a part.
extension ReferenceWeights {
    /// The cells of a matrix; nil for masked ones.
    func cells(_ matrix: Int, _ size: CellSize, _ rule: PoolingRule) -> [Double?] {
        var cells: [Double?] = []
        for top in stride(from: 0, to: queries.count, by: size.queries) {
            for left in stride(from: 0, to: keys.count, by: size.keys) {
                let rows = top..<min(top + size.queries, queries.count)
                let columns = left..<min(left + size.keys, keys.count)
                let weights = rows.flatMap { row in columns.compactMap { weight(matrix, row, $0) } }
                if weights.isEmpty {
                    cells.append(nil)
                } else if rule == .mean {
                    cells.append(weights.reduce(0, +) / Double(rows.count * columns.count))
                } else {
                    cells.append(Self.maximum(weights))
                }
            }
        }
        return cells
    }

    var emptyRowCount: Int { emptyRows.reduce(0, +) }

    /// The rows that are not masked as a whole: their sums and least weights.
    private var openRows: [(sum: Double, least: Double)] {
        (0..<matrixCount).flatMap { matrix in
            queries.indices.compactMap { query in
                let weights = keys.indices.compactMap { weight(matrix, query, $0) }
                return weights.isEmpty ? nil : (weights.reduce(0, +), -Self.maximum(weights.map { -$0 }))
            }
        }
    }

    var firstKeyShare: Double? {
        let rows = openRows
        guard hasAllKeys, keys.count > 1, !rows.isEmpty,
            rows.allSatisfy({ abs($0.sum - 1) <= 1e-3 && $0.least >= 0 })
        else { return nil }
        var sum = 0.0
        for matrix in 0..<matrixCount {
            for query in queries.indices { sum += weight(matrix, query, 0) ?? 0 }
        }
        return sum / Double(rows.count)
    }

    /// Columns sum to 1 where rows do not.
    var looksTransposed: Bool {
        guard masked == nil, hasAllKeys, openRows.contains(where: { !(abs($0.sum - 1) <= 1e-3) && $0.sum != 0 })
        else { return false }
        return (0..<matrixCount).allSatisfy { matrix in
            keys.indices.allSatisfy { key in
                abs(queries.indices.reduce(0) { $0 + values[offset(matrix, $1, key)] } - 1) <= 1e-3
            }
        }
    }

    /// Whether every value that is not masked is a weight: no NaN, not infinite, not negative.
    var isSound: Bool {
        values.indices.allSatisfy { isMasked($0) || values[$0] >= 0 && values[$0].isFinite }
    }

    /// Whether only NaN among them is no weight.
    var isMeasurable: Bool {
        values.indices.allSatisfy { isMasked($0) || values[$0].isNaN || values[$0] >= 0 && values[$0].isFinite }
    }

    func received(_ matrix: Int) -> [Double] {
        // Queries without weights do not count.
        let counted = queries.indices.filter { query in keys.indices.contains { (weight(matrix, query, $0) ?? 0) > 0 } }
        return keys.indices.map { key in
            counted.reduce(0) { $0 + (weight(matrix, $1, key) ?? 0) } / Double(max(1, counted.count))
        }
    }

    func entropy(_ matrix: Int) -> [Double] { queries.indices.map { entropy(matrix, $0) } }

    func entropy(_ matrix: Int, _ query: Int) -> Double {
        max(0, keys.indices.reduce(0) { $0 + Self.surprise(weight(matrix, query, $1) ?? 0) })
    }
}
