import Heatmaps

/// The texts of a scene as invisible text elements above the outlines, which can be searched, selected and copied. Their lengths
/// are set, so that they fit the outlines with any font of the viewer.
struct SVGTextLayer {
    let runs: [TextRun]
    let shaper: TextShaper

    var text: String {
        guard let family = runs.first?.style.family else { return "" }
        let name = SVGWriter.escaped(family.showingControls).replacing("\"", with: "&quot;")
        let elements = runs.map(element).joined()
        guard !elements.isEmpty else { return "" }
        // Text without a fill receives no pointer events by default, and could not be selected.
        return "<g fill=\"none\" pointer-events=\"all\" font-family=\"\(name)\" xml:space=\"preserve\">\n"
            + elements + "</g>\n"
    }

    private func element(_ run: TextRun) -> String {
        guard let advance = shaper.line(run.text, style: run.style)?.extents.advance, advance > 0 else { return "" }
        return "<text transform=\"\(run.svgTransform)\" font-size=\"\(SVGNumber.text(run.style.size))\" "
            + "textLength=\"\(SVGNumber.text(advance))\" lengthAdjust=\"spacingAndGlyphs\">"
            + SVGWriter.escaped(LineLimit.cut(run.text).showingControls) + "</text>\n"
    }
}

extension TextRun {
    /// The transform to coordinates in which the baseline begins at the origin and runs to the right.
    var svgTransform: String {
        let translation = "translate(\(SVGNumber.text(origin.x)) \(SVGNumber.text(origin.y)))"
        return switch direction {
        case .across: translation
        case .slanted: translation + " rotate(-45)"
        case .upwards: translation + " rotate(-90)"
        }
    }
}
