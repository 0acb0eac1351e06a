import ArgumentParser
import CairoRendering
import Heatmaps
import TensorFiles
import Tensors

extension FigureFormat: ExpressibleByArgument {}

/// The output files and their formats.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            """
            A file to write; its extension (svg, png, pdf) is the format. May be given several times; '-' is stdout. \
            Without it, a figure named like the subcommand goes to the current folder.
            """, valueName: "path"))
    var output: [String] = []
    @Option(help: "The format of '-o -', and of files without an extension.")
    var format: FigureFormat?
    @Flag(help: "Print a machine-readable summary; without -o no figure is drawn.")
    var json = false
    @Flag(help: "Print the time of each stage to stderr, in milliseconds.")
    var timings = false

    func validate() throws {
        for path in output {
            guard !path.isEmpty else { throw ValidationError("-o needs the name of a file; '' is none.") }
        }
        _ = try WrittenFiles(self)
        for path in output { _ = try format(of: path) }
    }

    /// Whether a figure goes to stdout.
    var drawsToStandardOutput: Bool { output.contains { FileIdentity(output: $0).isStandardOutput } }

    /// The file of a figure that is drawn without -o; nil if another one is named, or --json asks for a summary alone.
    ///
    /// - Parameter name: its name without the extension.
    func defaultFile(_ name: String) -> String? {
        output.isEmpty && !json ? "\(name).\((format ?? .svg).rawValue)" : nil
    }

    /// Checks that no two outputs are the same file, and that no output would overwrite an input.
    ///
    /// - Parameters:
    ///   - defaultName: the name of a figure that is drawn without -o, without its extension; nil if none is.
    ///   - saved: output files besides the figures, with the options that name them.
    ///   - printed: the flags that print to stdout, besides --json, and whether they are given.
    ///   - inputs: paths of input files, as `file` or `file:tensor`.
    /// - Throws: `ValidationError`.
    func checkFiles(
        defaultName: String?, saved: [(option: String, path: String?)] = [],
        printed: [(flag: String?, isGiven: Bool)] = [], inputs: [String?]
    ) throws {
        var written = try WrittenFiles(self)
        try written.add(defaultFile: defaultName.flatMap(defaultFile))
        for (option, path) in saved {
            guard let path else { continue }
            if path.isEmpty || path == "-" {
                throw ValidationError("\(option) needs the name of a file; '\(path)' is none.")
            }
            try written.add(option, path)
        }
        for (flag, isGiven) in printed where isGiven { try written.addStandardOutput(flag) }
        try written.check(inputs: inputs)
    }

    /// Checks that the output files can be created, before the work whose results they will hold.
    ///
    /// - Parameters:
    ///   - defaultName: the name of the figure without -o, without its extension; nil if there is none then.
    ///   - saved: the paths of other output files.
    /// - Throws: `TensorFileError.cannotCreate`.
    func checkFolders(_ defaultName: String?, saved: [String?] = []) throws {
        let drawn = output.isEmpty && json ? [] : figurePaths(defaultName)
        for path in drawn.filter({ $0 != "-" }) + saved.compactMap({ $0 }) { try AtomicFile.check(path) }
    }

    /// The paths of the figure, `-` for stdout.
    private func figurePaths(_ defaultName: String?) -> [String] {
        defaultName.flatMap(defaultFile).map { [$0] } ?? output
    }

    /// Lays a figure out that has no values yet: what is wrong with it is an error before the work.
    ///
    /// - Returns: the renderer, to be used again.
    /// - Throws: `FigureError`, `RenderingError`, `MemoryError`.
    func checkLayout(of figure: HeatmapGrid, _ limit: MemoryLimit = .ofSystem()) throws -> FigureRenderer {
        let renderer = try FigureRenderer()
        try check(renderer.plan(of: figure), limit)
        return renderer
    }

    /// - Throws: `MemoryError` if a page has more pixels than there is memory for.
    func check(_ plan: FigurePlan, _ limit: MemoryLimit) throws {
        let formats = try output.isEmpty ? [format ?? .svg] : output.map(format(of:))
        try limit.check(formats.map(plan.memory).max() ?? 0, for: .pixels)
    }

    /// The format of an output file, by its extension or --format.
    ///
    /// - Throws: `ValidationError` for an unknown format, or if --format contradicts the extension.
    private func format(of path: String) throws -> FigureFormat {
        let name = path.split(separator: "/").last ?? ""
        let suffix = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) }
        if path != "-", let suffix, let known = FigureFormat(rawValue: suffix.lowercased()) {
            if let format, format != known {
                throw ValidationError("'\(path)' and --format \(format.rawValue) contradict each other.")
            }
            return known
        }
        if let format { return format }
        if path == "-" { throw ValidationError("'-o -' needs --format svg, png or pdf.") }
        guard let suffix, !suffix.isEmpty else {
            throw ValidationError("'\(path)' has no extension; name it .svg, .png or .pdf, or give --format.")
        }
        throw ValidationError("'.\(suffix)' is no format for figures; use .svg, .png or .pdf.")
    }

    /// Lays out a figure and draws it in all requested formats.
    ///
    /// - Parameters:
    ///   - figure: the figure.
    ///   - defaultName: the name of the output file without -o, without its extension.
    ///   - before: the timings of earlier stages.
    ///   - renderer: a renderer to reuse, as opening the fonts takes time; nil creates one.
    func draw(
        _ figure: HeatmapGrid, defaultName: String, after before: Timings = Timings(),
        with renderer: FigureRenderer? = nil
    ) throws -> RunResult {
        var result = try draw(figure, defaultName: defaultName, after: before, with: renderer) {
            try $0.scene(of: figure)
        }
        let formats = try output.isEmpty ? [format ?? .svg] : output.map(format(of:))
        if figure.hasCellTitles, !(json && output.isEmpty), !formats.contains(.svg) {
            result.notes.append("--hover is for SVG, and none was asked for")
        }
        return result
    }

    /// Lays out a chart and draws it in all requested formats.
    func draw(_ chart: LineChart, defaultName: String, after before: Timings = Timings()) throws -> RunResult {
        try draw(chart, defaultName: defaultName, after: before, with: nil) { try $0.scene(of: chart) }
    }

    /// The result of a run that draws no figure.
    func withoutFigure(after stages: Timings) -> RunResult {
        var result = RunResult()
        if timings { result.timings = stages }
        return result
    }

    private func draw(
        _ figure: some Figure, defaultName: String, after before: Timings, with renderer: FigureRenderer?,
        scene layOut: (FigureRenderer) throws -> FigureScene
    ) throws -> RunResult {
        guard !(json && output.isEmpty) else { return withoutFigure(after: before) }
        var result = RunResult()
        var stages = before
        let (renderer, scene) = try stages.measure("layout") {
            let renderer = try renderer ?? FigureRenderer()
            return (renderer, try layOut(renderer))
        }
        let paths = figurePaths(defaultName)
        for path in paths {
            let format = try format(of: path)
            let bytes = try stages.measure("encode \(format.rawValue)") {
                try renderer.render(scene, as: format)
            }
            if FileIdentity(output: path).isStandardOutput {
                result.standardOutput = bytes
            } else {
                result.files.append((path, bytes))
            }
        }
        if timings { result.timings = stages }
        result.notes = scene.notes.map { Sentences.note($0) }
        let others = try paths.filter { try format(of: $0) != .svg }
        if figure.followsReader, !others.isEmpty {
            result.notes.append("only an SVG can follow its reader; these are light: \(others.joined(separator: ", "))")
        }
        if !renderer.missingScalars.isEmpty { result.notes.append(OutputOptions.missing(renderer.missingScalars)) }
        if output.isEmpty { result.notes.append("wrote \(paths[0])") }
        return result
    }

    private static func missing(_ scalars: [Unicode.Scalar]) -> String {
        let codes = scalars.prefix(20).map { CodePointText.name($0.value) }
        let more = scalars.count > 20 ? " and \(scalars.count - 20) more" : ""
        return "no font on this machine has \(codes.joined(separator: " "))\(more); "
            + "they are drawn as boxes; Debian's fonts-noto-cjk has Chinese, Japanese and Korean, "
            + "fonts-noto-color-emoji emoji, fonts-noto-core most others"
    }
}
