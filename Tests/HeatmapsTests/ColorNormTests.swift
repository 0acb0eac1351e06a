import Support
import Tensors
import Testing

@testable import Heatmaps

struct ColorNormTests {
    private func scale(_ norm: ColorNorm, _ minimum: Double, _ maximum: Double) throws -> ColorScale {
        try ColorScale(minimum: minimum, maximum: maximum, norm: norm, colormap: .reds)
    }

    private func figure(_ values: [Float], _ change: (inout HeatmapGrid) -> Void) throws -> HeatmapGrid {
        var figure = try HeatmapGrid(panels: [[HeatmapPanel(Tensor(shape: [1, values.count], elements: values))]])
        change(&figure)
        return figure
    }

    @Test func equalRatiosAreEqualStepsInTheLogarithm() throws {
        let log = try scale(.log, 0.001, 1)
        #expect(abs(log.share(of: 0.01) - 1 / 3) < 1e-12)
        #expect(abs(log.share(of: 0.1) - 2 / 3) < 1e-12)
        #expect(log.index(of: 0) == 0 && log.index(of: -1) == 0)
        #expect(throws: FigureError.notPositive(minimum: 0)) { _ = try scale(.log, 0, 1) }
    }

    /// The expected shares are those of matplotlib 3.11's SymLogNorm(1e-3, vmin=-1, vmax=1, base=10).
    @Test func symmetricLogarithmsAreLinearAroundZero() throws {
        let norm = try scale(.symmetricLog(threshold: 1e-3), -1, 1)
        #expect(abs(norm.share(of: 0) - 0.5) < 1e-12)
        #expect(abs(norm.share(of: 1e-3) - 0.635) < 5e-4)
        #expect(abs(norm.share(of: -1e-3) - 0.365) < 5e-4)
        #expect(abs(norm.share(of: 5e-4) - (0.5 + 0.135135 / 2)) < 1e-4)
    }

    @Test func aPowerBendsTheShare() throws {
        #expect(abs(try scale(.power(exponent: 0.5), 0, 4).share(of: 1) - 0.5) < 1e-12)
        #expect(throws: FigureError.self) { _ = try scale(.power(exponent: 0), 0, 1) }
    }

    @Test func theCentreIsTheMiddle() throws {
        let norm = try scale(.twoSlope(center: 0), -1, 4)
        #expect(norm.share(of: 0) == 0.5)
        #expect(abs(norm.share(of: -0.5) - 0.25) < 1e-12)
        #expect(abs(norm.share(of: 2) - 0.75) < 1e-12)
    }

    @Test func aSideWithoutValuesIsAsWideAsTheOther() throws {
        let scales = try ColorScales(figure([1, 3]) { $0.colors.norm = .twoSlope(center: 0) })
        #expect(scales.scales[0].minimum == -3 && scales.scales[0].maximum == 3)
        #expect(throws: FigureError.centerOutside(center: 0, minimum: 1, maximum: 3)) {
            _ = try ColorScales(
                figure([1, 3]) {
                    $0.colors.norm = .twoSlope(center: 0)
                    $0.colors.minimum = 1
                })
        }
    }

    @Test func logarithmsBeginAtTheSmallestPositiveValue() throws {
        let scales = try ColorScales(figure([0, -2, 0.01, 1]) { $0.colors.norm = .log })
        #expect(abs(scales.scales[0].minimum - 0.01) < 1e-8 && scales.scales[0].maximum == 1)
        #expect(scales.clipped[0].below == 2 && scales.clipped[0].above == 0)
    }

    /// The expected ends are numpy.quantile(range(101), [0.02, 0.98]).
    @Test func robustRangesLeaveOutTwoPercentAtEachEnd() throws {
        let scales = try ColorScales(figure((0...100).map { Float($0) }) { $0.colors.isRobust = true })
        #expect(abs(scales.scales[0].minimum - 2) < 1e-9 && abs(scales.scales[0].maximum - 98) < 1e-9)
        #expect(scales.clipped[0].below == 2 && scales.clipped[0].above == 2)
    }

    @Test func valuesBeyondTheScaleEndTheBarInArrowsAndAreCounted() throws {
        func scene(_ change: (inout HeatmapGrid) -> Void) throws -> FigureScene {
            try HeatmapLayout(figure([0, 1, 2, .infinity], change), measurer: FixedWidthMeasurer()).scene()
        }
        func arrows(_ scene: FigureScene) -> [RGBColor] {
            scene.items.compactMap { if case .polygon(let polygon) = $0 { polygon.fill } else { nil } }
        }
        let clipped = try scene { $0.colors.minimum = 0.5 }
        let colors = Colormap.reds.colors
        #expect(Set(arrows(clipped)) == [colors[0], colors[255]])
        #expect(clipped.notes.contains(.belowScale(count: 1, .value)))
        #expect(clipped.texts.contains { $0.text == "1 of 3 values lies beyond the colour scale" })
        #expect(clipped.notes.contains(.infinite(count: 1, .value)))
        #expect(PageFaults(clipped).sentences.isEmpty)
        #expect(arrows(try scene { $0.colors.maximum = .greatestFiniteMagnitude }) == [colors[255]])
    }

    @Test(
        "Ticks follow the norm",
        arguments: [
            (ColorNorm.log, 0.0005, 1.0, ["0.001", "0.01", "0.1", "1"]),
            (.log, 1, 9, ["1", "2", "5"]),
            (.symmetricLog(threshold: 0.1), -10, 10, ["−10", "−1", "−0.1", "0", "0.1", "1", "10"]),
            (.twoSlope(center: 0), -1, 4, ["−1.0", "−0.5", "0.0", "2.0", "4.0"]),
            (.power(exponent: 0.5), 0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ])
    func ticks(norm: ColorNorm, minimum: Double, maximum: Double, labels: [String]) throws {
        #expect(try scale(norm, minimum, maximum).ticks(maximumIntervals: 6).labels == labels)
    }

    /// The quotient of a value and the threshold may not fit in a Double.
    @Test func limitsOfAnySizeHaveShares() throws {
        let scale = try ColorScale(minimum: -1e308, maximum: 1, norm: .symmetricLog(threshold: 0.01), colormap: .reds)
        #expect([-1e308, -1e300, 0, 1].map { scale.share(of: $0) }.allSatisfy { (0...1).contains($0) })
        #expect(scale.share(of: -1e300) < scale.share(of: -1) && scale.share(of: -1) < scale.share(of: 0.5))
        #expect(scale.index(of: -1) != nil)
    }
}
