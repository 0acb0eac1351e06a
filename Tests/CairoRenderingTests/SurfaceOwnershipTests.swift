import Heatmaps
import Support
import Testing

@testable import CairoRendering

/// What cairo calls back lives as long as cairo may call it, also when drawing fails.
struct SurfaceOwnershipTests {
    private func surface(_ sink: ByteSink) throws -> CairoSurface {
        try CairoSurface.pdf(width: 100, height: 100, sink: sink)
    }

    @Test func aSurfaceOwnsTheSinkThatItWritesTo() throws {
        weak var sink: ByteSink?
        var page: CairoSurface?
        do {
            let made = ByteSink()
            sink = made
            page = try surface(made)
        }
        #expect(sink != nil, "the surface writes its last bytes when it goes")
        page = nil
        #expect(page == nil && sink == nil, "it is not leaked")
    }

    @Test func aContextKeepsTheSinkOfItsSurface() throws {
        weak var sink: ByteSink?
        var context: CairoContext?
        do {
            let made = ByteSink()
            sink = made
            context = try CairoContext(surface(made))
        }
        context?.paint(RGBColor(0xff_ffff))
        #expect(sink != nil)
        context = nil
        #expect(context == nil && sink == nil)
    }
}
