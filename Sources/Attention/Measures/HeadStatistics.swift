/// The metrics of one head. A metric is NaN if no query has a value for it, such as `previous` for a single token, or any
/// metric for a head without weights.
public struct HeadStatistics: Hashable, Sendable {
    public internal(set) var entropy = Double.nan
    public internal(set) var firstKey = Double.nan
    public internal(set) var diagonal = Double.nan
    public internal(set) var previous = Double.nan
    public internal(set) var next = Double.nan
    public internal(set) var meanDistance = Double.nan
    public internal(set) var largestColumn = Double.nan
    /// Nil if no separators were given.
    public internal(set) var separators: Double?
    /// The entropy of uniform weights in nats: ln K, or for a causal head, which has no weight on later keys, the mean over i
    /// of ln of the number of keys up to i.
    public internal(set) var largestEntropy = Double.nan
    /// The number of queries that are left out of all means, as they have no weights or a NaN.
    public internal(set) var skippedQueries = 0
    /// The largest deviation of the sum of a row from 1, among the rows that are not left out.
    public internal(set) var largestRowError = 0.0

    init() {}

    /// Zeros, where nothing has been measured.
    ///
    /// - Parameter hasSeparators: whether separators are measured.
    init(unmeasured hasSeparators: Bool) {
        (entropy, firstKey, diagonal, previous, next, meanDistance, largestColumn) = (0, 0, 0, 0, 0, 0, 0)
        (separators, largestEntropy) = (hasSeparators ? 0 : nil, 0)
    }

    /// The value of a metric; nil for separators if none were given.
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

    /// The pattern of the head.
    public var pattern: HeadPattern { HeadPattern(self) }
}
