#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Ticks {
    /// Powers of ten in a positive range, every n-th where there are many; 1, 2 and 5 times them where there are few.
    static func decades(_ minimum: Double, _ maximum: Double, most: Int) -> [Double] {
        let (low, high) = (ceil(log10(minimum) - 1e-9), floor(log10(maximum) + 1e-9))
        let powers = high >= low ? (0...Int(high - low)).map { low + Double($0) } : []
        if powers.count >= 2 {
            let step = max(1, Int((Double(powers.count) / Double(max(2, most))).rounded(.up)))
            return powers.indices.filter { ($0 - (powers.count - 1)).isMultiple(of: step) }.map { pow(10, powers[$0]) }
        }
        let first = floor(log10(minimum) - 1e-9)
        let finer = [0, 1].flatMap { step in [1.0, 2, 5].map { $0 * pow(10, first + Double(step)) } }
        let inside = finer.filter { $0 >= minimum * (1 - 1e-9) && $0 <= maximum * (1 + 1e-9) }
        return inside.count >= 2 ? inside : [minimum, maximum]
    }
}
