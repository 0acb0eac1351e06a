extension TorchGenerator {
    /// `count` integers spread evenly over `range`, as `torch.randint(lower, upper, (count,))` draws them.
    ///
    /// A range of 2^28 integers or more takes two outputs of the engine for each value, a smaller one takes one.
    ///
    /// - Precondition: `range` is not empty and `count` is not negative.
    public mutating func integers(in range: Range<Int>, count: Int) -> [Int] {
        precondition(!range.isEmpty, "no integer lies in \(range)")
        precondition(count >= 0, "a count of \(count) random numbers")
        // The width of a range may exceed Int.max, never UInt64.max.
        let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        var values = [Int]()
        values.reserveCapacity(count)
        for _ in 0..<count {
            let word = width < 1 << 28 ? UInt64(engine.next()) : engine.nextPair()
            values.append(range.lowerBound &+ Int(truncatingIfNeeded: word % width))
        }
        return values
    }

    /// The integers 0 ..< `count` in random order, as `torch.randperm(count)` draws them.
    ///
    /// - Precondition: `count` is not negative and below 2^32.
    public mutating func permutation(count: Int) -> [Int] {
        precondition(count >= 0 && count < 1 << 32, "a permutation of \(count) integers")
        var order = Array(0..<count)
        for index in order.indices.dropLast() {
            let distance = Int(engine.next() % UInt32(count - index))
            order.swapAt(index, index + distance)
        }
        return order
    }
}
