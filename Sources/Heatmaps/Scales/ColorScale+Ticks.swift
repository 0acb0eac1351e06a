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
            return Ticks(values: Ticks.decades(minimum, maximum, most: maximumIntervals + 1), isAligned: false)
        case .symmetricLog(let threshold):
            let side = max(2, maximumIntervals / 2)
            let high = maximum > threshold ? Ticks.decades(threshold, maximum, most: side) : []
            let low = minimum < -threshold ? Ticks.decades(threshold, -minimum, most: side) : []
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
}
