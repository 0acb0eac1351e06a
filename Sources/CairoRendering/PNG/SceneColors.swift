import Heatmaps

/// The colours of a scene as pixels: those that a palette must hold exactly, and those whose anti-aliased edges may be drawn in
/// fewer steps.
struct SceneColors {
    /// The page; 0 where it is transparent.
    let page: UInt32
    /// Page, cells, lines and texts.
    let solids: Set<UInt32>
    /// The colours of what is drawn with anti-aliased edges: texts and lines.
    let inks: [UInt32]

    /// Whether the page and the cells that are at least a dot large have more colours than that.
    ///
    /// - Parameter resolution: dots per inch.
    static func exceed(_ limit: Int, in scene: FigureScene, resolution: Double) -> Bool {
        var colors: Set<UInt32> = [scene.background?.opaquePixel ?? 0]
        // The colorbars come last and have the most colours.
        for case .cells(let block) in scene.items.reversed() {
            let cell = min(block.frame.width / Double(block.columns), block.frame.height / Double(block.rows))
            guard cell * resolution >= 72 else { continue }
            var isUsed = [Bool](repeating: false, count: block.palette.count)
            for index in block.indices { isUsed[Int(index)] = true }
            for (color, isUsed) in zip(block.palette, isUsed) where isUsed { colors.insert(color.opaquePixel) }
            if colors.count > limit { return true }
        }
        return false
    }

    init(_ scene: FigureScene) {
        page = scene.background?.opaquePixel ?? 0
        var solids: Set<UInt32> = [page]
        var inks: Set<UInt32> = []
        var palette: [RGBColor] = []
        for item in scene.items {
            switch item {
            case .cells(let block):
                guard block.palette != palette else { continue }
                palette = block.palette
                solids.formUnion(palette.lazy.map(\.opaquePixel))
            case .strokes(let group): inks.insert(group.color.opaquePixel)
            case .polygon(let polygon):
                solids.insert(polygon.fill.opaquePixel)
                inks.formUnion([polygon.fill.opaquePixel, polygon.line.opaquePixel])
            case .polyline(let line): inks.insert(line.color.opaquePixel)
            case .text(let run): inks.insert(run.color.opaquePixel)
            }
        }
        self.solids = solids.union(inks)
        self.inks = inks.sorted()
    }

    /// The steps between an ink and what it is drawn on: finer ones cannot be told apart at the edge of a letter.
    private static let steps = 31.0

    /// The nearest of the steps between the two colours that a pixel mixes; the pixel itself when it is no mixture of an ink
    /// and one of `grounds`.
    func stepped(_ pixel: UInt32, on grounds: [UInt32]) -> UInt32 {
        for ground in [page] + grounds {
            for ink in inks {
                guard let share = SceneColors.share(of: ink, over: ground, in: pixel) else { continue }
                return SceneColors.mixture(ink, ground, (share * Self.steps).rounded() / Self.steps)
            }
        }
        return pixel
    }

    private static let channels: [UInt32] = [24, 16, 8, 0]

    private static func channel(_ pixel: UInt32, _ shift: UInt32) -> Double { Double(pixel >> shift & 255) }

    /// How much of `ink` the mixture has, from 0 to 1; nil when no share of it gives the pixel. Colours that are multiplied
    /// by alpha mix as straight lines.
    private static func share(of ink: UInt32, over ground: UInt32, in pixel: UInt32) -> Double? {
        var (share, widest) = (0.0, 0.0)
        for shift in channels {
            let width = channel(ink, shift) - channel(ground, shift)
            guard width.magnitude > widest.magnitude else { continue }
            share = (channel(pixel, shift) - channel(ground, shift)) / width
            widest = width
        }
        guard widest != 0, (0...1).contains(share) else { return nil }
        for shift in channels {
            let mixed = channel(ground, shift) + share * (channel(ink, shift) - channel(ground, shift))
            // Cairo rounds twice on the way to a pixel.
            guard (mixed - channel(pixel, shift)).magnitude <= 1.5 else { return nil }
        }
        return share
    }

    private static func mixture(_ ink: UInt32, _ ground: UInt32, _ share: Double) -> UInt32 {
        channels.reduce(0) { pixel, shift in
            let mixed = channel(ground, shift) + share * (channel(ink, shift) - channel(ground, shift))
            return pixel | UInt32(min(max(mixed.rounded(), 0), 255)) << shift
        }
    }
}
