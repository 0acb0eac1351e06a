import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Tick values at nice steps, and their labels.
///
/// The steps are 1, 2, 2.5, 5 and 10 times a power of ten: the smallest that gives at most `maximumIntervals` intervals,
/// and at least two ticks inside the range (the rule of matplotlib's `MaxNLocator`).
package struct Ticks: Hashable, Sendable {
    package let values: [Double]
    package let labels: [String]

    /// Ticks for a continuous range. A range of one value has that value as its only tick.
    package init(minimum: Double, maximum: Double, maximumIntervals: Int) {
        guard minimum < maximum, maximum - minimum < .infinity else {
            values = minimum == maximum ? [minimum] : [minimum, maximum]
            labels = values.map { NumberText.general($0, digits: 6) }
            return
        }
        let width = maximum - minimum
        let rough = width / Double(max(1, maximumIntervals))
        let scale = pow(10, floor(log10(rough)))
        let candidates = Ticks.staircase.filter { $0 * scale >= rough * (1 - 1e-9) }.prefix(1)
        // From the wanted step down to finer ones, until two ticks are visible.
        let start = Ticks.staircase.firstIndex { $0 == candidates.first } ?? Ticks.staircase.count - 1
        for index in stride(from: start, through: 0, by: -1) {
            let step = Ticks.staircase[index] * scale
            let ticks = Ticks.multiples(of: step, from: minimum, to: maximum)
            if ticks.count >= 2 {
                values = ticks
                labels = Ticks.labels(of: ticks, step: step)
                return
            }
        }
        values = [minimum, maximum]
        labels = values.map { NumberText.general($0, digits: 6) }
    }

    init(_ values: [Double], labels: [String]) {
        self.values = values
        self.labels = labels
    }

    /// The given values, each with as many digits as it needs, or all with the same decimals.
    init(values: [Double], isAligned: Bool) {
        self.values = values
        let texts = values.map { DecimalText.general($0, digits: 6) }
        let decimals =
            texts.map { $0.split(separator: ".").count > 1 ? $0.split(separator: ".")[1].count : 0 }.max() ?? 0
        let isPlain = !texts.contains { $0.contains("e") }
        labels =
            isAligned && isPlain
            ? values.map { NumberText.fixed($0, decimals: decimals) } : values.map { NumberText.general($0, digits: 6) }
    }

    /// Positions of an axis that counts from zero: multiples of the smallest nice whole step that is at least `minimumStep`.
    package static func wholeStep(atLeast minimumStep: Double) -> Int {
        guard minimumStep > 1 else { return 1 }
        var power = 1
        while true {
            // 2.5 is a whole step from 25 on.
            let factors = power == 1 ? [1, 2, 5] : [1, 2, 2.5, 5]
            for factor in factors where factor * Double(power) >= minimumStep { return Int(factor * Double(power)) }
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            guard !overflow else { return power }
            power = next
        }
    }

    private static let staircase = [0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5, 10, 20]

    private static func multiples(of step: Double, from minimum: Double, to maximum: Double) -> [Double] {
        // A tick at an end of the range counts as inside even when rounding puts it just outside.
        let slack = 1e-9 * (maximum - minimum) / step
        let first = ceil(minimum / step - slack)
        let last = floor(maximum / step + slack)
        guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first else { return [] }
        return (0...Int(last - first)).map { (first + Double($0)) * step }
    }

    private static func labels(of values: [Double], step: Double) -> [String] {
        let largest = values.map(\.magnitude).max() ?? 0
        if largest >= 1e6 || largest < 1e-4 {
            let exponent = floor(log10(largest)) - floor(log10(step) + 1e-9)
            // As many digits as the step has: with fewer, neighbours in a narrow range would read the same.
            let decimals = max(0, min(15, Int(exponent) + (isQuarter(step) ? 1 : 0)))
            return values.map { $0 == 0 ? "0" : NumberText.scientific($0, decimals: decimals) }
        }
        let decimals = max(0, Int(-floor(log10(step) + 1e-9)) + (isQuarter(step) ? 1 : 0))
        return values.map { NumberText.fixed($0, decimals: min(decimals, 17)) }
    }

    /// Whether the step is 2.5 times a power of ten and so needs one decimal more.
    private static func isQuarter(_ step: Double) -> Bool {
        let digits = step / pow(10, floor(log10(step) + 1e-9))
        return abs(digits - 2.5) < 1e-6
    }
}

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
