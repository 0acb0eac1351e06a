import Support
import Tensors
import Testing

@testable import Heatmaps

/// Limits and norms at the ends of `Double`, over values at the ends of `Float`: a figure with finite numbers, or an error.
struct ExtremeScaleTests {
    private static let extremes: [Double] = [
        0, -0.0, .nan, .infinity, -.infinity, 5e-324, -5e-324, 1e-310, 1.2e-38, 1e-45, 1, -1, 3.4e38, 0x1p63, 1e308,
        -1e308,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]

    private static let panels: [[Float]] = [
        [0, 0.25, 0.5, 1], [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, .leastNonzeroMagnitude],
        [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude, 3 * .leastNonzeroMagnitude],
        [.infinity, -.infinity, .nan, 0], [.nan, .nan, .nan, .nan], [1, 1, 1, 1], [-0.0, 0, 0, 0],
        [1, 1.000_000_1, 1.000_000_2, 1],
    ]

    private static func norms(_ value: Double) -> [ColorNorm] {
        [.linear, .log, .symmetricLog(threshold: value), .power(exponent: value), .twoSlope(center: value)]
    }

    /// Any pair of limits with any norm: a sample, of which a failure names the members.
    @Test(arguments: panels.indices)
    func limitsAndNorms(panel: Int) throws {
        var random = SeededGenerator(seed: UInt64(panel))
        var (drawn, refused) = (0, 0)
        let values = try Tensor(shape: [2, 2], elements: Self.panels[panel])
        let limits = Self.extremes.map(Optional.init) + [nil]
        for _ in 0..<400 {
            var grid = try HeatmapGrid(panels: [[HeatmapPanel(values)]])
            let (minimum, maximum) = (random.pick(limits), random.pick(limits))
            let norm = random.pick(Self.norms(random.pick(Self.extremes)))
            (grid.colors.minimum, grid.colors.maximum, grid.colors.norm) = (minimum, maximum, norm)
            grid.colors.isRobust = random.chance(0.3)
            grid.annotation = random.chance(0.5) ? .automatic : nil
            guard let scene = try grid.sceneUnlessRefused() else {
                refused += 1
                continue
            }
            #expect(Self.isFinite(scene), "\(norm), \(minimum ?? .nan) to \(maximum ?? .nan), panel \(panel)")
            drawn += 1
        }
        #expect(drawn > 40 && refused > 40, "\(drawn) figures, \(refused) errors")
    }

    /// Half of the smallest number would be 0, and the range without a width.
    @Test func theSmallestRangeHasAnEnd() throws {
        let scale = try ColorScale(minimum: 0, maximum: 5e-324, norm: .linear, colormap: .reds)
        #expect(scale.share(of: 0) == 0 && scale.share(of: 5e-324) == 1)
        let widest = Double.greatestFiniteMagnitude
        #expect(ColorNorm.linear.share(of: 0, minimum: -widest, maximum: widest) == 0.5)
    }

    private static func isFinite(_ scene: FigureScene) -> Bool {
        scene.page.width.isFinite && scene.page.height.isFinite && !scene.description.contains(" nan")
            && scene.items.allSatisfy { item in
                switch item {
                case .cells(let block):
                    block.frame.x.isFinite && block.frame.maxX.isFinite && block.frame.y.isFinite
                        && block.frame.maxY.isFinite
                case .text(let run): run.origin.x.isFinite && run.origin.y.isFinite && !run.text.contains("nan")
                case .strokes(let group):
                    group.lines.allSatisfy { [$0.start.x, $0.start.y, $0.end.x, $0.end.y].allSatisfy(\.isFinite) }
                case .polygon(let polygon): polygon.corners.allSatisfy { $0.x.isFinite && $0.y.isFinite }
                case .polyline(let line): line.points.allSatisfy { $0.x.isFinite && $0.y.isFinite }
                }
            }
    }
}

extension HeatmapGrid {
    /// The scene; nil if the figure cannot be drawn as asked.
    fileprivate func sceneUnlessRefused() throws -> FigureScene? {
        do {
            return try HeatmapLayout(self, measurer: FixedWidthMeasurer()).scene()
        } catch is FigureError {
            return nil
        }
    }
}
