import Heatmaps

/// Layout faults: texts that leave the page, touch each other, or overlap the element that they label.
package struct PageFaults {
    private struct Box {
        let corners: [ScenePoint]
        let bounds: SceneRect
        let name: String

        init(_ rect: SceneRect, name: String) {
            corners = [
                ScenePoint(x: rect.x, y: rect.y), ScenePoint(x: rect.maxX, y: rect.y),
                ScenePoint(x: rect.maxX, y: rect.maxY),
                ScenePoint(x: rect.x, y: rect.maxY),
            ]
            bounds = rect
            self.name = name
        }

        /// The turned rectangle of a text.
        init(_ run: TextRun) {
            let (box, angle) = (run.extents, run.direction.angle)
            let ends = [(box.x, box.y), (box.maxX, box.y), (box.maxX, box.maxY), (box.x, box.maxY)]
            let (cosine, sine) = (Double.cosine(angle), Double.sine(angle))
            corners = ends.map { x, y in
                ScenePoint(x: run.origin.x + x * cosine + y * sine, y: run.origin.y - x * sine + y * cosine)
            }
            bounds = run.box
            name = "\(run.direction) \(String(reflecting: run.text))"
        }

        /// Separating axes: two convex shapes are apart when a side of one of them keeps them apart.
        func overlaps(_ other: Box) -> Bool {
            guard bounds.overlaps(other.bounds, tolerance: PageFaults.tolerance) else { return false }
            for shape in [self, other] {
                for side in 0..<2 {
                    let (from, to) = (shape.corners[side], shape.corners[side + 1])
                    let (dx, dy) = (to.x - from.x, to.y - from.y)
                    let length = (dx * dx + dy * dy).squareRoot()
                    guard length > 0 else { continue }
                    func shadow(_ box: Box) -> (Double, Double) {
                        let places = box.corners.map { ($0.x * dx + $0.y * dy) / length }
                        return (places.min() ?? 0, places.max() ?? 0)
                    }
                    let (mine, theirs) = (shadow(self), shadow(other))
                    let isApart = mine.1 <= theirs.0 + PageFaults.tolerance || theirs.1 <= mine.0 + PageFaults.tolerance
                    if isApart { return false }
                }
            }
            return true
        }
    }

    private static let tolerance = 1e-3
    package private(set) var sentences: [String] = []

    package init(_ scene: FigureScene) {
        var texts: [Box] = []
        var blocks: [Box] = []
        var ticks: [Box] = []
        for item in scene.items {
            switch item {
            case .text(let run): if run.extents.width > 0, run.extents.height > 0 { texts.append(Box(run)) }
            case .cells(let block): blocks.append(Box(block.frame, name: "a block of \(block.rows) x \(block.columns)"))
            case .strokes(let group) where !group.outlines.isEmpty:
                ticks += group.lines.map { line in
                    let (left, top) = (min(line.start.x, line.end.x), min(line.start.y, line.end.y))
                    let width = max(abs(line.end.x - line.start.x), group.width)
                    let height = max(abs(line.end.y - line.start.y), group.width)
                    return Box(SceneRect(x: left, y: top, width: width, height: height), name: "a tick")
                }
            case .strokes: break
            // Curves cross other things on purpose.
            case .polyline: break
            case .polygon(let polygon):
                let (xs, ys) = (polygon.corners.map(\.x), polygon.corners.map(\.y))
                let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
                let frame = SceneRect(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
                blocks.append(Box(frame, name: "an arrow of a bar"))
            }
        }
        let page = SceneRect(x: 0, y: 0, width: scene.page.width, height: scene.page.height)
        for box in texts + blocks + ticks where box.bounds.union(page) != page {
            let outside = box.bounds.union(page)
            if outside.width > page.width + Self.tolerance || outside.height > page.height + Self.tolerance {
                sentences.append("\(box.name) leaves the page")
            }
        }
        collide(texts + blocks + ticks, texts: texts.count, ticks: texts.count + blocks.count)
    }

    /// Sweeps from left to right over all boxes: the first ones are texts, the last ones ticks.
    private mutating func collide(_ boxes: [Box], texts: Int, ticks: Int) {
        let order = boxes.indices.sorted { boxes[$0].bounds.x < boxes[$1].bounds.x }
        var open: [Int] = []
        for index in order {
            let box = boxes[index]
            open.removeAll { boxes[$0].bounds.maxX <= box.bounds.x }
            for other in open {
                // A tick may touch a block, and lies beside other ticks.
                if max(index, other) >= ticks, min(index, other) >= texts { continue }
                if box.overlaps(boxes[other]) { sentences.append("\(boxes[other].name) and \(box.name) overlap") }
            }
            open.append(index)
        }
    }
}

extension Double {
    fileprivate static func cosine(_ angle: Double) -> Double {
        angle == 0 ? 1 : angle > 1 ? 0 : 0.5.squareRoot()
    }
    fileprivate static func sine(_ angle: Double) -> Double {
        angle == 0 ? 0 : angle > 1 ? 1 : 0.5.squareRoot()
    }
}
