import Attention

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Statistics of several scores and sizes d, with a chart and a recommendation.
public struct ScoreStudy: Hashable, Sendable {
    /// K, the number of keys of a query.
    public let keyCount: Int
    /// The number of draws of each mean.
    public let draws: Int
    /// The statistics of all scores for each size d, in the order of the request.
    public let statistics: [ScoreStatistics]

    /// The entropy of uniform weights, ln K, in nats.
    public var largestEntropy: Double { log(Double(keyCount)) }

    /// The statistics of one score, in ascending order of d.
    public func statistics(of score: ScoreKind) -> [ScoreStatistics] {
        statistics.filter { $0.score == score }.sorted { $0.dimension < $1.dimension }
    }
}
