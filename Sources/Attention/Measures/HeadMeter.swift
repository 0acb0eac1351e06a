#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Accumulates the metrics of one matrix of weights. All sums are in double precision.
struct HeadMeter: RowConsumer {
    private let positions: HeadPositions
    /// The index of the matrix on the leading axes.
    private let leading: [Int]
    private var head = HeadStatistics()
    private var entropy = Mean()
    private var firstKey = Mean()
    private var distance = Mean()
    private var separated = Mean()
    private var previous = Mean()
    private var diagonal = Mean()
    private var next = Mean()
    private var causalEntropy = Mean()
    /// Whether a query has weight on a later key: then the head is not causal.
    private var looksAhead = false
    private var columns: [Double]
    /// Whether keys that are masked for all queries are padding.
    private let hasPadding: Bool
    /// With padding: whether a query may attend to each key, and how many queries have each key before, at and after them.
    private var isSeen: [Bool]
    private var neighbours: [[Int]]
    /// The entropy of even weights over the keys that are not masked; without a mask it is not defined.
    private var evenEntropy = Mean()

    init(_ positions: HeadPositions, leading: [Int], hasPadding: Bool = false) {
        self.hasPadding = hasPadding
        let keys = hasPadding ? positions.keys.count : 0
        isSeen = [Bool](repeating: false, count: keys)
        neighbours = [[Int]](repeating: [Int](repeating: 0, count: keys), count: 3)
        self.positions = positions
        self.leading = leading
        columns = [Double](repeating: 0, count: positions.keys.count)
    }

    mutating func add(_ block: RowBlock) throws {
        try WeightCheck.check(block, leading: leading, .weights)
        for index in 0..<block.rows.count {
            add(block.row(index), masked: block.mask(index), query: block.rows.lowerBound + index)
        }
    }

    private mutating func add(
        _ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>?, query: Int
    ) {
        guard let sum = WeightCheck.sum(row, masked: mask) else {
            head.skippedQueries += 1
            return
        }
        func weight(_ key: Int) -> Double { mask?[key] == true ? 0 : Double(row[key]) }
        head.largestRowError = max(head.largestRowError, abs(sum - 1))
        let position = positions.queries[query]
        var rowDistance = 0.0
        for key in 0..<row.count where row[key] > 0 && mask?[key] != true {
            let weight = Double(row[key])
            rowDistance += weight * Double((position - positions.keys[key]).magnitude)
            columns[key] += weight
            looksAhead = looksAhead || positions.keys[key] > position
        }
        entropy.add(Entropy.nats(row, masked: mask))
        distance.add(rowDistance)
        firstKey.add(weight(0))
        if let mask {
            evenEntropy.add(log(Double(mask.count { !$0 })))
        }
        if hasPadding { addSeen(mask, position: position) }
        causalEntropy.add(log(Double(max(1, positions.keysUpTo[query]))))
        if let key = positions.indices[position - 1] { previous.add(weight(key)) }
        if let key = positions.indices[position] { diagonal.add(weight(key)) }
        if let key = positions.indices[position + 1] { next.add(weight(key)) }
        if let separators = positions.separators { separated.add(separators.reduce(0) { $0 + weight($1) }) }
    }

    private mutating func addSeen(_ mask: UnsafeBufferPointer<Bool>?, position: Int) {
        for key in isSeen.indices where mask?[key] != true { isSeen[key] = true }
        for (side, shift) in [-1, 0, 1].enumerated() {
            if let key = positions.indices[position + shift] { neighbours[side][key] += 1 }
        }
    }

    /// The number of queries next to which, on one side, is padding: they have no such neighbour.
    private func paddingNeighbours(_ side: Int) -> Int {
        isSeen.indices.reduce(0) { $0 + (isSeen[$1] ? 0 : neighbours[side][$1]) }
    }

    mutating func append(_ other: HeadMeter) {
        head.skippedQueries += other.head.skippedQueries
        head.largestRowError = max(head.largestRowError, other.head.largestRowError)
        entropy.append(other.entropy)
        firstKey.append(other.firstKey)
        distance.append(other.distance)
        separated.append(other.separated)
        previous.append(other.previous)
        diagonal.append(other.diagonal)
        next.append(other.next)
        causalEntropy.append(other.causalEntropy)
        evenEntropy.append(other.evenEntropy)
        for key in isSeen.indices {
            isSeen[key] = isSeen[key] || other.isSeen[key]
            for side in neighbours.indices { neighbours[side][key] += other.neighbours[side][key] }
        }
        looksAhead = looksAhead || other.looksAhead
        for key in columns.indices { columns[key] += other.columns[key] }
    }

    /// The metrics of the rows so far.
    var statistics: HeadStatistics {
        var head = head
        head.entropy = entropy.value
        head.firstKey = firstKey.value
        // Keys before the first that any query may attend to are padding at the left.
        if let first = isSeen.firstIndex(of: true), first > 0 { head.firstKey = columns[first] / Double(entropy.count) }
        head.diagonal = diagonal.value(withoutZeros: paddingNeighbours(1))
        head.previous = previous.value(withoutZeros: paddingNeighbours(0))
        head.next = next.value(withoutZeros: paddingNeighbours(2))
        head.meanDistance = distance.value
        head.largestColumn = (columns.max() ?? 0) / Double(entropy.count)
        head.separators = positions.separators == nil ? nil : separated.value
        head.largestEntropy =
            evenEntropy.count > 0 ? evenEntropy.value : looksAhead ? log(Double(columns.count)) : causalEntropy.value
        return head
    }
}

/// The positions of queries and keys in their sequence, with lookup tables that all heads share.
struct HeadPositions: Sendable {
    let queries: [Int]
    let keys: [Int]
    /// The indices of the keys that are separators; nil if their share is not measured.
    let separators: [Int]?
    /// The index on the key axis of each position.
    let indices: [Int: Int]
    /// For each query the number of keys at its position or before it.
    let keysUpTo: [Int]

    init(queries: [Int], keys: [Int], separators: [Int]?) {
        self.queries = queries
        self.keys = keys
        self.separators = separators
        indices = Dictionary(zip(keys, keys.indices)) { first, _ in first }
        let sorted = keys.sorted()
        keysUpTo = queries.map { query in sorted.partitioningIndex { $0 > query } }
    }
}

extension [Int] {
    /// The first index whose element satisfies the predicate, by binary search.
    ///
    /// - Precondition: all elements that do not satisfy it come first.
    fileprivate func partitioningIndex(_ belongsInSecondPartition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecondPartition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
