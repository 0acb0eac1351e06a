import Support
import Testing

@testable import Heatmaps

struct TicksTests {
    @Test func stepsAreMatplotlibs() {
        // MaxNLocator of matplotlib 3.11.2 with steps 1, 2, 2.5, 5, 10.
        let weights = Ticks(minimum: 0, maximum: 1, maximumIntervals: 9)
        #expect(weights.labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(Ticks(minimum: 0, maximum: 1, maximumIntervals: 4).labels == ["0.00", "0.25", "0.50", "0.75", "1.00"])
        #expect(Ticks(minimum: -0.5, maximum: 9.5, maximumIntervals: 9).labels == ["0", "2", "4", "6", "8"])
        #expect(
            Ticks(minimum: 0, maximum: 0.35, maximumIntervals: 9).labels
                == ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30", "0.35"])
        #expect(
            Ticks(minimum: -1, maximum: 1, maximumIntervals: 9).labels == [
                "\u{2212}1.00", "\u{2212}0.75", "\u{2212}0.50", "\u{2212}0.25", "0.00", "0.25", "0.50", "0.75", "1.00",
            ])
    }

    @Test func valuesAndLabelsAgree() {
        let ticks = Ticks(minimum: 0.013, maximum: 0.087, maximumIntervals: 5)
        #expect(ticks.labels == ["0.02", "0.04", "0.06", "0.08"])
        #expect(zip(ticks.values, [0.02, 0.04, 0.06, 0.08]).allSatisfy { abs($0 - $1) < 1e-15 })
    }

    @Test func oneValueIsItsOwnTick() {
        let ticks = Ticks(minimum: 0.1, maximum: 0.1, maximumIntervals: 9)
        #expect(ticks.values == [0.1])
        #expect(ticks.labels == ["0.1"])
        #expect(Ticks(minimum: -3, maximum: -3, maximumIntervals: 9).labels == ["\u{2212}3"])
    }

    @Test func largeAndSmallNumbersHaveExponents() {
        #expect(
            Ticks(minimum: 0, maximum: 4e6, maximumIntervals: 4).labels
                == ["0", "1e+06", "2e+06", "3e+06", "4e+06"])
        #expect(
            Ticks(minimum: 0, maximum: 5e-7, maximumIntervals: 2).labels
                == ["0", "2.5e\u{2212}07", "5.0e\u{2212}07"])
    }

    @Test(
        arguments: [
            (0, .leastNonzeroMagnitude), (0, .leastNormalMagnitude / 100), (-1e308, 1e308), (-1.7e308, 1.7e308),
            (1e16, 1e16 + 4), (1, 1 + 2e-16),
            (1e300, 2e300),
        ] as [(Double, Double)])
    func extremeRangesHaveTicksInside(minimum: Double, maximum: Double) {
        for intervals in [-1, 0, 1, 9, 1000] {
            let ticks = Ticks(minimum: minimum, maximum: maximum, maximumIntervals: intervals)
            #expect(!ticks.values.isEmpty)
            #expect(ticks.values.count == ticks.labels.count)
            #expect(ticks.values.allSatisfy { $0 >= minimum && $0 <= maximum })
        }
    }

    /// Ticks are inside, rise by one step, and their labels say where they stand.
    @Test func randomRangesHaveReadableTicks() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let size = Float(sign: .plus, exponent: random.integer(-100...100), significand: 1)
            let low = Float(random.real(-1...1)) * size
            let high = max(low.nextUp, low + Float(random.real(0...1)) * size * random.pick([1, 1e-3, 1e-6]))
            let (minimum, maximum) = (Double(low), Double(high))
            let most = random.integer(1...9)
            let ticks = Ticks(minimum: minimum, maximum: maximum, maximumIntervals: most)
            let slack = (maximum - minimum) * 1e-8
            #expect(ticks.values.count >= 2)
            #expect(ticks.values.allSatisfy { $0 >= minimum - slack && $0 <= maximum + slack })
            #expect(Set(ticks.labels).count == ticks.labels.count, "\(minimum) to \(maximum): \(ticks.labels)")
            let step = ticks.values[1] - ticks.values[0]
            for (value, label) in zip(ticks.values, ticks.labels) {
                let read = try #require(Double(label.replacing("\u{2212}", with: "-")))
                #expect(abs(read - value) <= step * 1e-3 + abs(value) * 1e-14, "\(label) stands at \(value)")
            }
        }
    }

    @Test func wholeStepsAreNice() {
        #expect(
            [-1, 0, 0.4, 1, 1.2, 2, 2.1, 5, 5.5, 10, 11, 49, 51].map { Ticks.wholeStep(atLeast: $0) }
                == [1, 1, 1, 1, 2, 2, 5, 5, 10, 10, 20, 50, 100])
        #expect(Ticks.wholeStep(atLeast: .nan) == 1)
        #expect(Ticks.wholeStep(atLeast: .infinity) > 1_000_000)
    }
}
