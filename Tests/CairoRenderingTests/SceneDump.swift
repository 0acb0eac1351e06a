import Foundation
import Heatmaps

/// A scene as text: one line for each element, lengths in points to three decimals.
struct SceneDump: CustomStringConvertible {
    let scene: FigureScene

    var description: String {
        var lines = [
            "page \(text(scene.page.width)) x \(text(scene.page.height)) \(scene.background?.hex ?? "transparent")",
            "title \(quoted(scene.title))", "description \(quoted(scene.description))",
        ]
        lines += scene.notes.map { "note \(quoted($0.description))" }
        for item in scene.items {
            switch item {
            case .cells(let block):
                lines.append(
                    "cells \(text(block.frame)) rows \(block.rows) columns \(block.columns) hash \(hash(block))")
            case .polygon(let polygon):
                lines.append("polygon \(polygon.fill.hex) \(polygon.line.hex) of \(polygon.corners.count) corners")
            case .polyline(let line):
                let points = line.points.map(text).joined(separator: " ")
                lines.append(
                    "polyline \(line.color.hex) width \(text(line.width)) dash \(line.dash.map(text)) \(points)")
            case .strokes(let group):
                lines.append("strokes \(group.color.hex) width \(text(group.width))")
                lines += group.lines.map { "  line \(text($0.start)) to \(text($0.end))" }
                lines += group.outlines.map { "  outline \(text($0))" }
            case .text(let run):
                lines.append(
                    "text \(quoted(run.text)) \(run.direction) \(text(run.style.size)) \(run.color.hex) "
                        + "at \(text(run.origin)) covers \(text(run.box))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func text(_ length: Double) -> String {
        let text = String(format: "%.3f", length)
        return text == "-0.000" ? "0.000" : text
    }

    private func text(_ point: ScenePoint) -> String { "(\(text(point.x)), \(text(point.y)))" }
    private func text(_ rect: SceneRect) -> String {
        "(\(text(rect.x)), \(text(rect.y)), \(text(rect.width)), \(text(rect.height)))"
    }
    private func quoted(_ text: String) -> String { String(reflecting: text) }

    /// FNV-1a over the colours of the cells.
    private func hash(_ block: CellBlock) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in block.indices {
            let color = block.palette[Int(index)]
            for byte in [color.red, color.green, color.blue] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }
}
