/// The shapes and texts of a chart, in points.
struct ChartPieces {
    var frames: [SceneRect] = []
    var ticks: [SceneLine] = []
    var guides: [ScenePolyline] = []
    var bars: [(color: RGBColor, line: SceneLine)] = []
    var curves: [ScenePolyline] = []
    var markers: [ScenePolygon] = []
    var texts: [TextRun] = []

    /// The rectangle around frames, ticks and texts; curves lie inside their frames.
    var bounds: SceneRect {
        let boxes = frames + texts.map(\.box) + ticks.map(\.box) + curves.map(\.box) + markers.map(\.box)
        guard let first = boxes.first else { return SceneRect(x: 0, y: 0, width: 0, height: 0) }
        return boxes.dropFirst().reduce(first) { $0.union($1) }
    }

    static func += (pieces: inout ChartPieces, more: ChartPieces) {
        pieces.frames += more.frames
        pieces.ticks += more.ticks
        pieces.guides += more.guides
        pieces.bars += more.bars
        pieces.curves += more.curves
        pieces.markers += more.markers
        pieces.texts += more.texts
    }

    /// In the order of drawing: measured points lie above what theory expects.
    func items(theme: FigureTheme) -> [SceneItem] {
        var items = guides.map { SceneItem.polyline($0) }
        items += bars.map { color, line in
            .strokes(StrokeGroup(color: color, width: theme.lineWidth * 2, lines: [line], outlines: []))
        }
        items += curves.map { .polyline($0) } + markers.map { .polygon($0) }
        items.append(
            .strokes(StrokeGroup(color: theme.lineColor, width: theme.lineWidth, lines: ticks, outlines: frames)))
        return items + texts.map { .text($0) }
    }
}

extension SceneLine {
    fileprivate var box: SceneRect { SceneRect(around: [start, end]) }
}

extension ScenePolyline {
    fileprivate var box: SceneRect { SceneRect(around: points) }
}

extension ScenePolygon {
    fileprivate var box: SceneRect { SceneRect(around: corners) }
}
