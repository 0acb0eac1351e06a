import Support
import Tensors
import Testing

@testable import Heatmaps

/// What must hold for every figure, tried on 300 odd ones. A failure names its seed.
struct LayoutPropertyTests {
    @Test(arguments: 0..<6)
    func everyPageIsInOrder(part: Int) throws {
        var drawn = 0
        for seed in UInt64(part * 50)..<UInt64(part * 50 + 50) {
            let grid = try RandomFigure(seed: seed).grid
            guard let scene = try grid.sceneUnlessPageIsUnfit(FixedWidthMeasurer()) else { continue }
            drawn += 1
            let faults = PageFaults(scene).sentences
            #expect(faults.isEmpty, "figure \(seed): \(faults.count) faults, such as \(faults.prefix(3))")
        }
        #expect(drawn > 35)
    }
}
