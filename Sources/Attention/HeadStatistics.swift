/// What one head does, in numbers. Every value is NaN where no query counts for it: the previous token of a single token,
/// or a head without any weight.
public struct HeadStatistics: Hashable, Sendable {
    public internal(set) var entropy = Double.nan
    public internal(set) var firstKey = Double.nan
    public internal(set) var diagonal = Double.nan
    public internal(set) var previous = Double.nan
    public internal(set) var next = Double.nan
    public internal(set) var meanDistance = Double.nan
    public internal(set) var largestColumn = Double.nan
    /// Nil when no separators were given.
    public internal(set) var separators: Double?
    /// The entropy of even weights in nats: ln K, or where no query has weight on a later key the mean over the queries of
    /// the logarithm of the number of keys up to it.
    public internal(set) var largestEntropy = Double.nan
    /// How many queries have no weights, or a NaN among them, and so are left out of all means.
    public internal(set) var skippedQueries = 0
    /// The largest distance of a row's sum from 1 among the rows that count.
    public internal(set) var largestRowError = 0.0

    /// The value of a metric; nil for separators that were not given.
    public subscript(metric: HeadMetric) -> Double? {
        switch metric {
        case .entropy: entropy
        case .firstKey: firstKey
        case .diagonal: diagonal
        case .previous: previous
        case .next: next
        case .meanDistance: meanDistance
        case .largestColumn: largestColumn
        case .separators: separators
        }
    }

    /// What the head does, by the first rule that holds.
    public var pattern: HeadPattern { HeadPattern(self) }
}
