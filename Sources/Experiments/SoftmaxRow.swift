import Attention

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Statistics of the scores of one query and of their softmax, in double precision.
///
///     w        = softmax(s)
///     entropy  = -sum w ln w                              in nats
///     Jacobian = dw/ds = diag(w) - w wᵀ, and its Frobenius norm:
///     norm²    = sum over i of w_i² ((1 - w_i)² + sum over j != i of w_j²)
///
/// The norm measures how much of a gradient passes the softmax: at most 1/2, for two keys of weight 1/2, and 0 for a one-hot
/// row. It does not include the derivative of the score itself.
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
        entropy = Entropy.nats(weights)
        let top = weights.indices.max { weights[$0] < weights[$1] } ?? 0
        largestWeight = weights[top]
        // The sum of the other weights, as 1 - w cancels for a weight w close to 1.
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
