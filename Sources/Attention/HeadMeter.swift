#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Measures one matrix of weights after the other. All sums are in double precision.
struct HeadMeter {
    let queryPositions: [Int]
    let keyPositions: [Int]
    let separators: [Int]?
    /// Where along the key axis a position is.
    private let places: [Int: Int]
    /// How many keys there are up to each query, itself included.
    private let keysUpTo: [Int]

    init(queryPositions: [Int], keyPositions: [Int], separators: [Int]?) {
        self.queryPositions = queryPositions
        self.keyPositions = keyPositions
        self.separators = separators
        places = Dictionary(zip(keyPositions, keyPositions.indices)) { first, _ in first }
        let sorted = keyPositions.sorted()
        keysUpTo = queryPositions.map { query in
            sorted.partitioningIndex { $0 > query }
        }
    }

    func measure(_ matrix: Int, of matrices: WeightMatrices) -> HeadStatistics {
        var (entropy, firstKey, distance, separated) = (Mean(), Mean(), Mean(), Mean())
        var (previous, diagonal, next) = (Mean(), Mean(), Mean())
        var causalEntropy = Mean()
        var looksAhead = false
        var columns = [Double](repeating: 0, count: matrices.keys)
        var head = HeadStatistics()
        matrices.forEachRow(of: matrix) { query, row in
            guard let sum = row.attention else {
                head.skippedQueries += 1
                return
            }
            head.largestRowError = max(head.largestRowError, abs(sum - 1))
            let position = queryPositions[query]
            var (rowEntropy, rowDistance) = (0.0, 0.0)
            for (key, weight) in row.enumerated() where weight > 0 {
                let weight = Double(weight)
                rowEntropy -= weight * log(weight)
                rowDistance += weight * Double((position - keyPositions[key]).magnitude)
                columns[key] += weight
                looksAhead = looksAhead || keyPositions[key] > position
            }
            entropy.add(rowEntropy)
            distance.add(rowDistance)
            firstKey.add(Double(row[0]))
            causalEntropy.add(log(Double(max(1, keysUpTo[query]))))
            if let key = places[position - 1] { previous.add(Double(row[key])) }
            if let key = places[position] { diagonal.add(Double(row[key])) }
            if let key = places[position + 1] { next.add(Double(row[key])) }
            if let separators { separated.add(separators.reduce(0) { $0 + Double(row[$1]) }) }
        }
        head.entropy = entropy.value
        head.firstKey = firstKey.value
        head.diagonal = diagonal.value
        head.previous = previous.value
        head.next = next.value
        head.meanDistance = distance.value
        head.largestColumn = (columns.max() ?? 0) / Double(entropy.count)
        head.separators = separators == nil ? nil : separated.value
        head.largestEntropy = looksAhead ? log(Double(matrices.keys)) : causalEntropy.value
        return head
    }
}

/// A mean as it grows; of nothing it is NaN.
struct Mean {
    private var sum = 0.0
    private(set) var count = 0

    mutating func add(_ value: Double) {
        sum += value
        count += 1
    }

    var value: Double { sum / Double(count) }
}

extension [Int] {
    /// The first index at which `isBeyond` holds, for elements sorted by it.
    fileprivate func partitioningIndex(_ isBeyond: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
