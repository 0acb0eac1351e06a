import Attention

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What scores do to the softmax, in numbers and in words.
public struct ScoreStudy: Hashable, Sendable {
    /// K, the number of keys of a query.
    public let keyCount: Int
    /// How many draws each mean is over.
    public let draws: Int
    /// For each size d all its scores, in the order asked for.
    public let statistics: [ScoreStatistics]

    /// The entropy of even weights, ln K, in nats.
    public var largestEntropy: Double { log(Double(keyCount)) }

    /// The statistics of one score, by rising d.
    public func statistics(of score: ScoreKind) -> [ScoreStatistics] {
        statistics.filter { $0.score == score }.sorted { $0.dimension < $1.dimension }
    }
}
