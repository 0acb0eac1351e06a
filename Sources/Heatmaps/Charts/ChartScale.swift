#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The scale of one axis of a chart: its range with some room around the values, and its ticks.
struct ChartScale {
    let axis: ChartAxis
    let minimum: Double
    let maximum: Double

    /// The share of the range that stays free beyond the values.
    private static let room = 0.08

    /// - Parameters:
    ///   - values: what the axis has to show; not empty.
    ///   - includesZero: whether a linear axis begins at 0, without room below it.
    ///   - room: the share of the range that stays free above the values.
    init(_ axis: ChartAxis, values: [Double], includesZero: Bool, room: Double = ChartScale.room) {
        self.axis = axis
        let low = includesZero && !axis.isLogarithmic ? min(0, values.min() ?? 0) : values.min() ?? 0
        let high = values.max() ?? 1
        if axis.isLogarithmic {
            // A single value stands in the middle of its decade.
            let ratio = low < high ? high / low : 10
            let (below, above) = low < high ? (low, high) : (low / 10.0.squareRoot(), low * 10.0.squareRoot())
            (minimum, maximum) = (below / pow(ratio, Self.room), above * pow(ratio, room))
        } else {
            let width = low < high ? high - low : max(1, high.magnitude)
            minimum = includesZero && low == 0 ? 0 : low - width * Self.room
            maximum = high + width * room
        }
    }

    /// The position of a value along the axis, from 0 at `minimum` to 1 at `maximum`.
    func share(_ value: Double) -> Double {
        (axis.isLogarithmic ? ColorNorm.log : .linear).share(of: value, minimum: minimum, maximum: maximum)
    }

    /// - Parameter isClear: whether these labels at these shares of the side stand clear of each other.
    func ticks(maximumIntervals: Int, isClear: ([(share: Double, label: String)]) -> Bool) -> [(
        share: Double, label: String
    )] {
        func placed(_ ticks: Ticks) -> [(share: Double, label: String)] {
            zip(ticks.values, ticks.labels).map { (share($0), $1) }
        }
        if let values = axis.ticks {
            let all = placed(Ticks(values: values, isAligned: false))
            let step = (1...max(1, all.count)).first { step in
                isClear(all.indices.filter { $0.isMultiple(of: step) }.map { all[$0] })
            }
            return all.indices.filter { $0.isMultiple(of: step ?? 1) }.map { all[$0] }
        }
        var fewest: [(share: Double, label: String)] = []
        for intervals in stride(from: max(2, maximumIntervals), through: 1, by: -1) {
            let ticks =
                axis.isLogarithmic
                ? Ticks(values: Ticks.decades(minimum, maximum, most: intervals + 1), isAligned: false)
                : Ticks(minimum: minimum, maximum: maximum, maximumIntervals: intervals)
            fewest = placed(ticks)
            if isClear(fewest) { break }
        }
        return fewest
    }
}
