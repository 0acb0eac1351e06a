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

/// Where the kernel reads and writes what Swift owns, for the time of one call.
struct KernelPointers {
    let cells: UnsafeMutablePointer<Float>?
    let rows: attn_rows
    let firstKeys: UnsafePointer<Int32>?
    let endKeys: UnsafePointer<Int32>?
    let watch: UnsafeMutableRawPointer
}

func withKernelPointers<Result>(
    _ cells: inout [Float], _ rows: inout RowResults, _ ranges: KeyRanges?, _ watch: WorkWatch,
    _ body: (KernelPointers) -> Result
) -> Result {
    withUnsafePointer(to: watch) { watch in
        cells.withUnsafeMutableBufferPointer { cells in
            rows.withKernelRows { rows in
                guard let ranges else {
                    return body(
                        KernelPointers(
                            cells: cells.baseAddress, rows: rows, firstKeys: nil, endKeys: nil,
                            watch: UnsafeMutableRawPointer(mutating: watch)))
                }
                return ranges.first.withUnsafeBufferPointer { first in
                    ranges.end.withUnsafeBufferPointer { end in
                        body(
                            KernelPointers(
                                cells: cells.baseAddress, rows: rows, firstKeys: first.baseAddress,
                                endKeys: end.baseAddress, watch: UnsafeMutableRawPointer(mutating: watch)))
                    }
                }
            }
        }
    }
}

extension RowResults {
    fileprivate mutating func withKernelRows<Result>(_ body: (attn_rows) -> Result) -> Result {
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
