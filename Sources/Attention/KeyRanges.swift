import Tensors

/// For each query the range of keys that it attends to: what a mask is when it needs no matrix.
struct KeyRanges {
    /// The first key of each query, and the one after its last. No range is negative, and all are inside the keys.
    private(set) var first: [Int32]
    private(set) var end: [Int32]

    /// - Parameters:
    ///   - queries: the queries that are drawn, of `queryCount`.
    ///   - batch: which of `batchCount` batch rows they belong to.
    /// - Returns: nil when the mask masks nothing.
    /// - Throws: `AttentionError.notStreamable` for masks that are matrices, or when the mask does not fit.
    init?(
        _ mask: AttentionMask, queries: Range<Int>, queryCount: Int, keyCount: Int, batch: Int, batchCount: Int
    ) throws(AttentionError) {
        first = [Int32](repeating: 0, count: queries.count)
        end = [Int32](repeating: Int32(clamping: keyCount), count: queries.count)
        var isMasked = false
        var rest = [mask]
        while let mask = rest.popLast() {
            switch mask {
            case .none: continue
            case .all(let masks):
                rest += masks
                continue
            case .validLengths(let lengths):
                try AttentionMask.check(lengths, batch: batchCount)
                intersect(queries) { _ in 0..<lengths[batch] }
            case .validLengthsPerQuery(let lengths):
                try AttentionMask.check(lengths, batch: batchCount, queries: queryCount)
                intersect(queries) { 0..<lengths[batch][$0] }
            case .causal:
                intersect(queries) { 0..<$0 + 1 }
            case .window(let width):
                guard width > 0 else { throw .windowWidth(width) }
                // A window beyond all positions keeps everything, and its ends can be counted.
                let reach = min(width, queryCount + keyCount)
                intersect(queries) { max(0, $0 - reach + 1)..<$0 + reach }
            case .boolean: throw .notStreamable("boolean mask")
            case .additive: throw .notStreamable("additive mask")
            }
            isMasked = true
        }
        if !isMasked { return nil }
    }

    private mutating func intersect(_ queries: Range<Int>, with range: (Int) -> Range<Int>) {
        for (row, query) in queries.enumerated() {
            let kept = range(query)
            end[row] = min(end[row], Int32(clamping: kept.upperBound))
            first[row] = min(end[row], max(first[row], Int32(clamping: kept.lowerBound)))
        }
    }

    /// How many pairs of a query and a key are kept.
    var count: Double { zip(first, end).reduce(0) { $0 + Double($1.1 - $1.0) } }

    /// The rows without any key.
    var emptyRows: [Int] { first.indices.filter { first[$0] >= end[$0] } }

    /// True for the cells in which no query attends to any key.
    func masked(_ grid: CellGrid, keys: Range<Int>) throws(AttentionError) -> BooleanTensor {
        let shape = try grid.shape()
        var masked = [Bool]()
        masked.reserveCapacity(shape.count)
        for cell in 0..<grid.queries.cells {
            // How many ranges begin or end at each cell: a running sum says how many cover it.
            var changes = [Int](repeating: 0, count: grid.keys.cells + 1)
            for row in grid.queries.positions(ofCell: cell) {
                let kept = (Int(first[row])..<Int(end[row])).clamped(to: keys)
                guard !kept.isEmpty else { continue }
                changes[(kept.lowerBound - keys.lowerBound) / grid.keys.factor] += 1
                changes[(kept.upperBound - 1 - keys.lowerBound) / grid.keys.factor + 1] -= 1
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
