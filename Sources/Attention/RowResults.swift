internal import CAttentionKernels

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the kernel says about rows, before it becomes `QueryStatistics`.
struct RowResults {
    var topScores: [Float]
    /// Of exp(score - top score): at least 1; 0 without any key.
    var sums: [Float]
    var shortfalls: [Float]
    var firstWeights: [Float]

    init(count: Int) {
        topScores = [Float](repeating: 0, count: count)
        (sums, shortfalls, firstWeights) = (topScores, topScores, topScores)
    }

    var statistics: QueryStatistics {
        QueryStatistics(
            logSumExp: zip(topScores, sums).map { $1 > 0 ? $0 + log($1) : -.infinity },
            largestWeight: sums.map { $0 > 0 ? min(1, 1 / $0) : 0 },
            // -sum of w log(w), with log(w) = (score - top score) - log(sum)
            entropy: zip(shortfalls, sums).map { $1 > 0 ? $0 + log($1) : 0 },
            firstKeyWeight: firstWeights)
    }
}

extension RowResults {
    mutating func withKernelRows<Result>(_ body: (attn_rows) -> Result) -> Result {
        topScores.withUnsafeMutableBufferPointer { topScores in
            sums.withUnsafeMutableBufferPointer { sums in
                shortfalls.withUnsafeMutableBufferPointer { shortfalls in
                    firstWeights.withUnsafeMutableBufferPointer { firstWeights in
                        body(
                            attn_rows(
                                top_score: topScores.baseAddress, sum: sums.baseAddress,
                                shortfall: shortfalls.baseAddress, first_weight: firstWeights.baseAddress))
                    }
                }
            }
        }
    }
}
