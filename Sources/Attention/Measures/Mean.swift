/// A running mean; NaN without values.
struct Mean: Sendable {
    private var sum = 0.0
    private(set) var count = 0

    mutating func add(_ value: Double) {
        sum += value
        count += 1
    }

    /// Adds the values of another mean.
    mutating func append(_ other: Mean) {
        sum += other.sum
        count += other.count
    }

    var value: Double { sum / Double(count) }

    /// The mean without some values that are 0.
    func value(withoutZeros zeros: Int) -> Double { sum / Double(count - zeros) }
}
