/// A mean over independent draws and its standard error, the standard deviation of the draws divided by the square root of
/// their number.
public struct Estimate: Hashable, Sendable {
    public let mean: Double
    public let standardError: Double
}

/// Accumulates the mean and variance of draws, without cancellation between large sums.
///
/// Source: B. P. Welford, "Note on a Method for Calculating Corrected Sums of Squares and Products", Technometrics 4, 1962.
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
