/// A mean over independent draws, with its standard error: the standard deviation of the draws over the square root of their
/// number.
public struct Estimate: Hashable, Sendable {
    public let mean: Double
    public let standardError: Double
}

/// Draws as they come in (B. P. Welford, Technometrics 4, 1962): no difference of large sums loses digits.
struct Sample {
    private var count = 0
    private var mean = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// - Precondition: at least two draws.
    var estimate: Estimate {
        precondition(count > 1, "\(count) draws have no standard error")
        return Estimate(mean: mean, standardError: (squares / Double(count - 1) / Double(count)).squareRoot())
    }
}
