#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ColorScale {
    /// Ticks that suit the norm: nice steps, powers of ten, or nice steps on each side of a centre.
    func ticks(maximumIntervals: Int) -> Ticks {
        guard !isConstant else { return Ticks(minimum: minimum, maximum: maximum, maximumIntervals: maximumIntervals) }
        switch norm {
        case .linear, .power:
            return Ticks(minimum: minimum, maximum: maximum, maximumIntervals: maximumIntervals)
        case .log:
            return Ticks(values: Self.decades(minimum, maximum, most: maximumIntervals + 1), isAligned: false)
        case .symmetricLog(let threshold):
            let side = max(2, maximumIntervals / 2)
            let high = maximum > threshold ? Self.decades(threshold, maximum, most: side) : []
            let low = minimum < -threshold ? Self.decades(threshold, -minimum, most: side) : []
            let zero = minimum <= 0 && maximum >= 0 ? [0.0] : []
            let values = low.reversed().map { -$0 } + zero + high
            guard values.count >= 2 else {
                return Ticks(minimum: minimum, maximum: maximum, maximumIntervals: maximumIntervals)
            }
            return Ticks(values: values, isAligned: false)
        case .twoSlope(let center):
            let side = max(1, maximumIntervals / 2)
            let low = Ticks(minimum: minimum, maximum: center, maximumIntervals: side).values
            let high = Ticks(minimum: center, maximum: maximum, maximumIntervals: side).values
            // The centre itself is always named; neighbours that come too close to it are not.
            let values = low.filter { share(of: $0) < 0.42 } + [center] + high.filter { share(of: $0) > 0.58 }
            return Ticks(values: values, isAligned: true)
        }
    }

    /// Powers of ten in a positive range, every n-th where there are many; 1, 2 and 5 times them where there are few.
    private static func decades(_ minimum: Double, _ maximum: Double, most: Int) -> [Double] {
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
