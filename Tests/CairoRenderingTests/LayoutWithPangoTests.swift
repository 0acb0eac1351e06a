import CairoRendering
import Heatmaps
import Support
import Testing

/// The layout with the fonts that are drawn.
struct LayoutWithPangoTests {
    @Test(arguments: 0..<2)
    func everyPageIsInOrder(part: Int) throws {
        PinnedFonts.use()
        let measurer = try PangoTextMeasurer()
        for seed in UInt64(1000 + part * 50)..<UInt64(1050 + part * 50) {
            let grid = try RandomFigure(seed: seed).grid
            guard let scene = try grid.sceneUnlessPageIsUnfit(measurer) else { continue }
            let faults = PageFaults(scene).sentences
            #expect(faults.isEmpty, "figure \(seed): \(faults.count) faults, such as \(faults.prefix(3))")
        }
    }
}
