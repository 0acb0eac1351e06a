import Heatmaps

/// The texts of a scene as text that nobody sees and everybody can search, select and copy. It lies over the outlines, and
/// fits them whatever font the viewer has.
struct SVGTextLayer {
    let runs: [TextRun]
    let shaper: TextShaper

    var text: String {
        guard let family = runs.first?.style.family else { return "" }
        let name = SVGWriter.escaped(family).replacing("\"", with: "&quot;")
        let elements = runs.map(element).joined()
        guard !elements.isEmpty else { return "" }
        // Selecting starts only where something could be hit, and nothing filled with nothing is.
        return "<g fill=\"none\" pointer-events=\"all\" font-family=\"\(name)\" xml:space=\"preserve\">\n"
            + elements + "</g>\n"
    }

    private func element(_ run: TextRun) -> String {
        guard let advance = shaper.line(run.text, style: run.style)?.extents.advance, advance > 0 else { return "" }
        return "<text transform=\"\(run.svgTransform)\" font-size=\"\(SVGNumber.text(run.style.size))\" "
            + "textLength=\"\(SVGNumber.text(advance))\" lengthAdjust=\"spacingAndGlyphs\">"
            + SVGWriter.escaped(run.text.showingControls) + "</text>\n"
    }
}

extension TextRun {
    /// The transform to coordinates in which the baseline begins at the origin and runs to the right.
    var svgTransform: String {
        let place = "translate(\(SVGNumber.text(origin.x)) \(SVGNumber.text(origin.y)))"
        return switch direction {
        case .across: place
        case .slanted: place + " rotate(-45)"
        case .upwards: place + " rotate(-90)"
        }
    }
}
