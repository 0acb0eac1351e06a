import Heatmaps

/// A block of cells as an embedded picture.
struct CellPicture {
    /// The attribute `xlink:href` with the picture.
    let light: String
    /// That of the picture on a dark page, where it differs.
    let dark: String?
    /// Whether the cells are drawn as vector runs above the picture.
    let hasRuns: Bool

    /// - Parameters:
    ///   - dark: the same cells on a dark page
    ///   - isVector: whether the page has few enough cells for runs
    /// - Throws: `RenderingError.png`.
    init(_ block: CellBlock, dark: CellBlock, isVector: Bool) throws(RenderingError) {
        let width = block.frame.width / Double(block.columns)
        let height = block.frame.height / Double(block.rows)
        hasRuns = isVector && min(width, height) >= 1
        let sides = [width, height].map { [hasRuns] in hasRuns ? 1 : max(1, Int((2 * $0).rounded(.up))) }
        let encoder = PNGEncoder(isLarge: !isVector)
        func source(_ block: CellBlock) throws(RenderingError) -> String {
            let larger = sides == [1, 1] ? block : block.enlarged(wide: sides[0], high: sides[1])
            let indexed = try encoder.encode(larger)
            let png = if let indexed { indexed } else { try encoder.encode(RGBImage(cells: larger)) }
            return SVGWriter.source(png)
        }
        light = try source(block)
        let differs = block.indices.contains { block.palette[Int($0)] != dark.palette[Int($0)] }
        self.dark = differs ? try source(dark) : nil
    }
}
