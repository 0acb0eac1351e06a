import Tensors

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A score whose magnitude is limited smoothly, before any mask.
///
///     score(q, k) = cap tanh(base(q, k) / cap)
///
/// Source: Gemma Team, "Gemma 2: Improving Open Language Models at a Practical Size", 2024, section 2.
public struct SoftCappedScore: ScoringFunction {
    public let base: any ScoringFunction
    /// The limit of the magnitude.
    public let cap: Float

    /// - Throws: `AttentionError.softCapOutOfRange` unless the cap is a finite number above 0.
    public init(_ base: any ScoringFunction, cap: Float) throws(AttentionError) {
        guard cap > 0, cap.isFinite else { throw .softCapOutOfRange(cap) }
        self.base = base
        self.cap = cap
    }

    public var name: String { base.name }

    public func scores(queries: Tensor, keys: Tensor) throws(AttentionError) -> Tensor {
        try base.scores(queries: queries, keys: keys).map { cap * tanh($0 / cap) }
    }
}
