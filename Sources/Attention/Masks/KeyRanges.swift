import Tensors

/// The range of keys that each query attends to, for masks that keep consecutive keys.
struct KeyRanges {
    /// The first key of each query, and the end of its range; 0 <= first <= end <= number of keys.
    private(set) var first: [Int32]
    private(set) var end: [Int32]

    /// - Parameters:
    ///   - mask: a mask that has been checked against the axes of the scores.
    ///   - queries: the queries to compute ranges for.
    ///   - queryCount: the number of all queries.
    ///   - keyCount: the number of all keys.
    ///   - batch: the index of the batch row.
    /// - Returns: nil if the mask is or contains a matrix.
    init?(_ mask: AttentionMask, queries: Range<Int>, queryCount: Int, keyCount: Int, batch: Int) {
        guard mask.isRanges else { return nil }
        first = [Int32](repeating: 0, count: queries.count)
        end = [Int32](repeating: Int32(clamping: keyCount), count: queries.count)
        var rest = [mask]
        while let mask = rest.popLast() {
            switch mask {
            case .none, .tensor: break
            case .all(let masks): rest += masks
            case .validLengths(let lengths): intersect(queries) { _ in 0..<lengths[batch] }
            case .validLengthsPerQuery(let lengths): intersect(queries) { 0..<lengths[batch][$0] }
            case .causal(let offset): intersect(queries) { Self.causal($0, offset: offset) }
            case .window(let width, let offset):
                intersect(queries) { Self.window($0, width: width, offset: offset) }
            }
        }
    }

    private mutating func intersect(_ queries: Range<Int>, with range: (Int) -> Range<Int>) {
        for (row, query) in queries.enumerated() {
            let kept = range(query)
            end[row] = min(end[row], Int32(clamping: kept.upperBound))
            first[row] = min(end[row], max(first[row], Int32(clamping: kept.lowerBound)))
        }
    }

    /// The keys that a causal mask keeps.
    static func causal(_ query: Int, offset: Int) -> Range<Int> { 0..<max(0, query + offset + 1) }

    /// The keys that a window keeps. Offsets are checked, and a width beyond all positions keeps all keys anyway.
    static func window(_ query: Int, width: Int, offset: Int) -> Range<Int> {
        let (reach, position) = (min(width, 1 << 41), query + offset)
        let lower = max(0, position - reach + 1)
        return lower..<max(lower, position + reach)
    }

    /// The number of pairs of a query and a key that are kept.
    var count: Double { zip(first, end).reduce(0) { $0 + Double($1.1 - $1.0) } }

    /// The indices of rows whose keys are all masked.
    var emptyRows: [Int] { first.indices.filter { first[$0] >= end[$0] } }

    /// True for cells in which every key is masked for every query.
    ///
    /// - Parameters:
    ///   - grid: the cells.
    ///   - keys: the keys that the cells cover.
    /// - Returns: (cell rows, cell columns).
    func masked(_ grid: CellGrid, keys: Range<Int>) throws(AttentionError) -> BooleanTensor {
        let shape = try Shape(ofResult: [grid.rows, grid.columns])
        var masked = [Bool]()
        masked.reserveCapacity(shape.count)
        for row in 0..<grid.rows {
            // The number of ranges that begin at a cell minus the number that ended before it; the running sum is the number
            // of ranges that overlap the cell.
            var changes = [Int](repeating: 0, count: grid.columns + 1)
            for query in grid.queries(ofRow: row) {
                let kept = (Int(first[query])..<Int(end[query])).clamped(to: keys)
                guard !kept.isEmpty else { continue }
                changes[(kept.lowerBound - keys.lowerBound) / grid.size.keys] += 1
                changes[(kept.upperBound - 1 - keys.lowerBound) / grid.size.keys + 1] -= 1
            }
            var covering = 0
            for change in changes.dropLast() {
                covering += change
                masked.append(covering == 0)
            }
        }
        return BooleanTensor(shape: shape, elements: masked)
    }
}

extension AttentionMask {
    /// Whether the mask keeps consecutive keys for each query.
    var isRanges: Bool {
        switch self {
        case .none, .validLengths, .validLengthsPerQuery, .causal, .window: true
        case .tensor: false
        case .all(let masks): masks.allSatisfy(\.isRanges)
        }
    }
}
