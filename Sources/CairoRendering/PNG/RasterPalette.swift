import Heatmaps

/// A page as indices into a palette of at most 256 colours.
struct RasterPalette {
    static let mostColors = 256
    /// With more mixed colours than this their steps do not fit a palette, and the search ends.
    private static let mostMixtures = 1024

    /// Pixels as cairo has them, in the order in which they occur.
    let colors: [UInt32]
    /// One for each pixel.
    let indices: [UInt8]

    /// Where a page has more colours only because the edges of texts and lines are soft, those edges are drawn in fewer
    /// steps. The colours of cells, page, texts and lines stay.
    ///
    /// - Returns: nil when the page has too many colours.
    init?(_ raster: Raster, of scene: FigureScene, resolution: Double) {
        guard !SceneColors.exceed(RasterPalette.mostColors, in: scene, resolution: resolution) else { return nil }
        let scene = SceneColors(scene)
        let result = raster.surface.withPixels { pixels, stride in
            let page = Pixels(
                pixels: UnsafeBufferPointer(pixels), stride: stride, width: raster.width, height: raster.height,
                opacity: raster.isOpaque ? 0xff00_0000 : 0)
            return RasterPalette.indexed(page, scene)
        }
        guard let result else { return nil }
        (colors, indices) = result
    }

    private static func indexed(_ page: Pixels, _ scene: SceneColors) -> (colors: [UInt32], indices: [UInt8])? {
        var table = ColorTable()
        var (solid, mixed) = (0, 0)
        let isBounded = page.forEachRun { pixel, _, _ in
            guard table.insert(pixel) else { return true }
            if scene.solids.contains(pixel) { solid += 1 } else { mixed += 1 }
            return solid <= mostColors && mixed <= mostMixtures
        }
        guard isBounded else { return nil }
        var colors = table.colors
        if colors.count > mostColors {
            let grounds = colors.filter(scene.solids.contains)
            colors = colors.map { scene.solids.contains($0) ? $0 : scene.stepped($0, on: grounds) }
        }
        var palette = ColorTable()
        for color in colors { palette.insert(color) }
        guard palette.colors.count <= mostColors else { return nil }
        let entries = colors.map { UInt8(truncatingIfNeeded: palette.index(of: $0) ?? 0) }
        let indices = [UInt8](unsafeUninitializedCapacity: page.width * page.height) { buffer, count in
            buffer.initialize(repeating: 0)
            count = page.width * page.height
            page.forEachRun { pixel, start, length in
                let entry = entries[table.index(of: pixel) ?? 0]
                buffer[start..<start + length].update(repeating: entry)
                return true
            } copy: { from, to, length in
                for pixel in 0..<length { buffer[to + pixel] = buffer[from + pixel] }
            }
        }
        return (palette.colors, indices)
    }
}

/// The pixels of a page in runs of one colour.
private struct Pixels {
    let pixels: UnsafeBufferPointer<UInt32>
    let stride: Int
    let width: Int
    let height: Int
    /// The alpha bits, which an opaque image leaves undefined.
    let opacity: UInt32

    /// Calls `body` with each run of equal pixels within a row and its first index among all pixels of the page, until it
    /// returns false. Rows that equal the row above are handed to `copy` as a whole.
    ///
    /// - Returns: whether all runs were visited.
    @discardableResult
    func forEachRun(
        _ body: (_ pixel: UInt32, _ start: Int, _ length: Int) -> Bool,
        copy: (_ from: Int, _ to: Int, _ length: Int) -> Void = { _, _, _ in }
    ) -> Bool {
        for y in 0..<height {
            let row = UnsafeBufferPointer(rebasing: pixels[y * stride..<y * stride + width])
            if y > 0,
                row.elementsEqual(UnsafeBufferPointer(rebasing: pixels[(y - 1) * stride..<(y - 1) * stride + width]))
            {
                copy((y - 1) * width, y * width, width)
                continue
            }
            var start = 0
            while start < width {
                let pixel = row[start]
                var end = start + 1
                while end < width, row[end] == pixel { end += 1 }
                guard body(pixel | opacity, y * width + start, end - start) else { return false }
                start = end
            }
        }
        return true
    }
}

/// Colours numbered in the order of insertion: a hash table with open addressing.
private struct ColorTable {
    private(set) var colors: [UInt32] = []
    private var slots = [Int16](repeating: -1, count: 4096)

    private func slot(of color: UInt32) -> Int {
        var slot = Int((color &* 2_654_435_769) >> 20)
        while slots[slot] >= 0, colors[Int(slots[slot])] != color { slot = (slot + 1) & 4095 }
        return slot
    }

    /// - Returns: whether the colour is new. The caller inserts fewer than 4096.
    @discardableResult
    mutating func insert(_ color: UInt32) -> Bool {
        let slot = slot(of: color)
        guard slots[slot] < 0 else { return false }
        slots[slot] = Int16(colors.count)
        colors.append(color)
        return true
    }

    func index(of color: UInt32) -> Int? {
        let index = slots[slot(of: color)]
        return index < 0 ? nil : Int(index)
    }
}
