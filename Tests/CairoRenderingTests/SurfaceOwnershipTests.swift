import Heatmaps
import Support
import Testing

@testable import CairoRendering

/// What cairo calls back lives as long as cairo may call it, also when drawing fails.
struct SurfaceOwnershipTests {
    private func surface(_ sink: ByteSink) throws -> CairoSurface {
        try CairoSurface.pdf(width: 100, height: 100, sink: sink)
    }

    /// Both the surface and a context of it write last bytes when they go.
    @Test(arguments: [false, true]) func theLastOwnerKeepsTheSink(isContext: Bool) throws {
        weak var sink: ByteSink?
        var owner: AnyObject?
        do {
            let made = ByteSink()
            sink = made
            owner = isContext ? try CairoContext(surface(made)) : try surface(made)
        }
        #expect(owner != nil && sink != nil)
        owner = nil
        #expect(sink == nil, "it is not leaked")
    }
}
