#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The entropy of a distribution: -sum of w ln w, in nats; 0 if one key has all the weight, ln K for K equal weights.
package enum Entropy {
    /// - Parameter weights: the weights; those of 0 or less are ignored.
    package static func nats(_ weights: [Double]) -> Double {
        weights.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
    }

    /// - Parameters:
    ///   - row: the weights of one query; those of 0 or less are ignored
    ///   - mask: true for keys that are ignored; nil for none
    static func nats(_ row: UnsafeBufferPointer<Float>, masked mask: UnsafeBufferPointer<Bool>?) -> Double {
        var entropy = 0.0
        for key in 0..<row.count where row[key] > 0 && mask?[key] != true {
            let weight = Double(row[key])
            entropy -= weight * log(weight)
        }
        return entropy
    }
}
