#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the softmax makes of the scores of one query, in double precision.
///
///     w        = softmax(s)
///     entropy  = -sum w ln w                              in nats
///     Jacobian = dw/ds = diag(w) - w wᵀ, and its Frobenius norm:
///     norm²    = sum over i of w_i² ((1 - w_i)² + sum over j != i of w_j²)
///
/// The norm says how much of a gradient passes the softmax: at most 1/2, when two keys share the attention, and 0 when one
/// key has all of it. It is of the softmax alone: what lies before it, q . k with or without a factor, is not part of it.
struct SoftmaxRow {
    /// The sample variance of the scores.
    let variance: Double
    let entropy: Double
    let largestWeight: Double
    let jacobianNorm: Double

    /// - Precondition: there are at least two scores.
    init(scores: some Collection<Float>) {
        precondition(scores.count > 1, "\(scores.count) scores have no variance")
        let scores = scores.map { Double($0) }
        let mean = scores.reduce(0, +) / Double(scores.count)
        variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(scores.count - 1)
        let largest = scores.max() ?? 0
        let exponentials = scores.map { exp($0 - largest) }
        let sum = exponentials.reduce(0, +)
        let weights = exponentials.map { $0 / sum }
        entropy = weights.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
        let top = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        largestWeight = weights[top]
        // The sum of the others, not 1 - w: of a weight close to 1 that difference has no digits left.
        let others = weights.indices.filter { $0 != top }.map { weights[$0] }
        let rest = others.reduce(0, +)
        let squares = others.reduce(0) { $0 + $1 * $1 }
        var norm = largestWeight * largestWeight * (rest * rest + squares)
        for weight in others {
            norm += weight * weight * ((1 - weight) * (1 - weight) + largestWeight * largestWeight)
            norm += weight * weight * (squares - weight * weight)
        }
        jacobianNorm = norm.squareRoot()
    }
}
