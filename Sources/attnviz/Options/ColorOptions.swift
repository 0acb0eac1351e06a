import ArgumentParser
import Heatmaps

extension ScaleSharing: ExpressibleByArgument {}
extension Colorbar.Position: ExpressibleByArgument {}

/// The mapping from values to colours, and the colorbar.
struct ColorOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Colours: \(Colormap.baseNames.joined(separator: ", ")), each also reversed, with _r; or your own, from low to \
            high: '#ffffff,#08306b'.
            """, valueName: "name"))
    var cmap: String?
    @Option(
        parsing: .unconditional,
        help: "The value of the first colour (default: the smallest value drawn; for attend 0).")
    var vmin: Double?
    @Option(parsing: .unconditional, help: "The value of the last colour (default: the largest value drawn).")
    var vmax: Double?
    @Option(help: "The mapping of values to colours (default: linear).")
    var norm: Norm?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The value of the middle colour; values below and above it are scaled separately.", valueName: "value"))
    var center: Double?
    @Option(help: ArgumentHelp("The exponent of --norm power.", valueName: "exponent"))
    var gamma = 0.5
    @Option(
        help: ArgumentHelp("--norm symlog is linear up to this distance from 0.", valueName: "value"))
    var linearThreshold = 0.01
    @Flag(help: "Map the 2nd to the 98th percentile of the values to the colours.")
    var robust = false
    @Option(help: "Which panels share a colour scale and its colorbar (default: shared, all of them).")
    var colorScale: ScaleSharing?
    @Option(help: "The position of the colorbar (default: right; with --color-scale column: bottom).")
    var colorbar: Colorbar.Position?
    @Option(parsing: .unconditional, help: "A label along the colorbar.")
    var colorbarLabel: String?

    enum Norm: String, CaseIterable, ExpressibleByArgument {
        case linear, log, symlog, power
    }

    func validate() throws {
        if center != nil, norm != nil {
            throw ValidationError("--center and --norm both map values to colours; choose one.")
        }
    }

    private var colorNorm: ColorNorm? {
        if let center { return .twoSlope(center: center) }
        return switch norm {
        case nil: nil
        case .linear: .linear
        case .log: .log
        case .symlog: .symmetricLog(threshold: linearThreshold)
        case .power: .power(exponent: gamma)
        }
    }

    /// - Throws: `UsageError` for an unknown colormap, `FigureError.invalidRange`.
    func apply(to figure: inout HeatmapGrid) throws {
        if let cmap { figure.colors.colormap = try colormap(cmap) }
        if let vmin { figure.colors.minimum = vmin }
        if let vmax { figure.colors.maximum = vmax }
        if let colorNorm { figure.colors.norm = colorNorm }
        // The default lower limit of a figure, 0, does not suit log, percentile and two-slope norms.
        if norm == .log || robust || center != nil, vmin == nil { figure.colors.minimum = nil }
        figure.colors.isRobust = robust
        if let colorScale { figure.colors.sharing = colorScale }
        if let colorbar { figure.colorbar.position = colorbar }
        if let colorbarLabel { figure.colorbar.label = colorbarLabel.isEmpty ? nil : colorbarLabel }
    }

    private func colormap(_ name: String) throws -> Colormap {
        do {
            return try Colormap.named(name)
        } catch {
            let names = Colormap.baseNames + Colormap.baseNames.map { $0 + "_r" }
            guard let suggestion = Spelling.suggestion(for: name, in: names) else { throw error }
            throw UsageError("\(error); did you mean '\(suggestion)'?")
        }
    }
}
