/// What is known of the first row of a table, which may be its header. Counts and no cells: one row may be all of a large file.
struct CSVFirstRow {
    /// The first cell.
    private(set) var corner: CSVCellFacts?
    private(set) var last: CSVCellFacts?
    /// All cells.
    private(set) var cells = CSVCellCounts()
    /// All but the last one.
    private(set) var cellsButLast = CSVCellCounts()
    /// All but the first one.
    private(set) var rest = CSVCellCounts()
    /// All but the first one and the last one.
    private(set) var restButLast = CSVCellCounts()
    /// Whether no integer after the first cell occurs twice, for rows of up to `distinctLimit` cells, and for runs.
    var integersDiffer: Bool { !hasRepeats || rest.run != nil }

    private var hasRepeats = false
    private var integers: Set<Int> = []
    private static let distinctLimit = 1 << 16

    mutating func add(_ facts: CSVCellFacts, bytes: [UInt8], _ range: Range<Int>) {
        (cellsButLast, restButLast) = (cells, rest)
        cells.add(facts, bytes: bytes, range)
        last = facts
        guard corner != nil else {
            corner = facts
            return
        }
        rest.add(facts, bytes: bytes, range)
        guard !hasRepeats, let integer = facts.integer else { return }
        if integers.count == Self.distinctLimit || !integers.insert(integer).inserted {
            hasRepeats = true
            integers = []
        }
    }
}
