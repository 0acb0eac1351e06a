import ArgumentParser
import CairoRendering
import Heatmaps
import TensorFiles

extension FigureFormat: ExpressibleByArgument {}

/// Where figures and summaries go.
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
    @Flag(help: "Say on stderr how long each stage took, in milliseconds.")
    var timings = false

    func validate() throws {
        if json, output.contains("-") {
            throw ValidationError("--json and '-o -' both want stdout; give the figure a file.")
        }
        for (index, path) in output.enumerated() {
            guard !path.isEmpty else { throw ValidationError("-o needs the name of a file; '' is none.") }
            guard !output[..<index].contains(path) else {
                throw ValidationError("-o \(path) is given twice; each output needs a name of its own.")
            }
            _ = try format(of: path)
        }
    }

    /// Refuses names of files that collide with each other, with the figures or with what is read.
    ///
    /// - Parameters:
    ///   - options: other files that are written
    ///   - inputs: files, or tensors in files, that are read
    func checkFiles(saved options: [(option: String, path: String?)] = [], inputs: [String?]) throws {
        var taken = output.map { (option: "-o", path: $0) }
        for (option, path) in options {
            guard let path else { continue }
            if path.isEmpty || path == "-" {
                throw ValidationError("\(option) needs the name of a file; '\(path)' is none.")
            }
            if let other = taken.first(where: { $0.path == path }) {
                throw ValidationError("\(other.option) and \(option) both name \(path); give each a name of its own.")
            }
            taken.append((option, path))
        }
        for input in inputs {
            guard let input = input.map({ TensorReference($0).path }) else { continue }
            guard let (option, path) = taken.first(where: { TensorReference.isSameFile($0.path, input) }) else {
                continue
            }
            throw ValidationError("\(option) \(path) would overwrite an input; give it another name.")
        }
    }

    /// The format of an output.
    private func format(of path: String) throws -> FigureFormat {
        let name = path.split(separator: "/").last ?? ""
        let suffix = name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) }
        if path != "-", let suffix, let known = FigureFormat(rawValue: suffix.lowercased()) {
            if let format, format != known {
                throw ValidationError("'\(path)' and --format \(format.rawValue) say different things.")
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

    /// Lays the figure out and draws it in every format asked for.
    ///
    /// - Parameters:
    ///   - before: the stages that made the figure.
    ///   - renderer: one that has opened the fonts already; nil for a new one.
    func draw(
        _ figure: HeatmapGrid, defaultName: String, after before: Timings = Timings(),
        with renderer: FigureRenderer? = nil
    ) throws -> Delivery {
        var delivery = try draw(figure, defaultName: defaultName, after: before, with: renderer) {
            var figure = figure
            if figure.alternativeText == nil { figure.facts += [figure.firstKeyFact].compactMap { $0 } }
            return try $0.scene(of: figure)
        }
        let formats = try output.isEmpty ? [format ?? .svg] : output.map(format(of:))
        if figure.hasCellTitles, !(json && output.isEmpty), !formats.contains(.svg) {
            delivery.notes.append("--hover is for SVG, and none was asked for")
        }
        return delivery
    }

    /// As of heatmaps.
    func draw(_ chart: LineChart, defaultName: String, after before: Timings = Timings()) throws -> Delivery {
        try draw(chart, defaultName: defaultName, after: before, with: nil) { try $0.scene(of: chart) }
    }

    /// What a run hands over that draws nothing.
    func undrawn(after stages: Timings) -> Delivery {
        var delivery = Delivery()
        if timings { delivery.timings = stages }
        return delivery
    }

    private func draw(
        _ figure: some Figure, defaultName: String, after before: Timings, with renderer: FigureRenderer?,
        scene layOut: (FigureRenderer) throws -> FigureScene
    ) throws -> Delivery {
        guard !(json && output.isEmpty) else { return undrawn(after: before) }
        var delivery = Delivery()
        var stages = before
        let (renderer, scene) = try stages.measure("layout") {
            let renderer = try renderer ?? FigureRenderer()
            return (renderer, try layOut(renderer))
        }
        let paths = output.isEmpty ? ["\(defaultName).\((format ?? .svg).rawValue)"] : output
        for path in paths {
            let format = try format(of: path)
            let bytes = try stages.measure("encode \(format.rawValue)") {
                try renderer.render(scene, as: format)
            }
            if path == "-" {
                delivery.standardOutput = bytes
            } else {
                delivery.files.append((path, bytes))
            }
        }
        if timings { delivery.timings = stages }
        delivery.notes = scene.notes.map(\.sentence)
        let others = try paths.filter { try format(of: $0) != .svg }
        if figure.followsReader, !others.isEmpty {
            delivery.notes.append("only an SVG can follow its reader; light as ever: \(others.joined(separator: ", "))")
        }
        if !renderer.missingScalars.isEmpty { delivery.notes.append(OutputOptions.missing(renderer.missingScalars)) }
        if output.isEmpty { delivery.notes.append("wrote \(paths[0])") }
        return delivery
    }

    private static func missing(_ scalars: [Unicode.Scalar]) -> String {
        let codes = scalars.prefix(20).map { "U+" + String(repeating: "0", count: max(0, 4 - $0.hex.count)) + $0.hex }
        let more = scalars.count > 20 ? " and \(scalars.count - 20) more" : ""
        return "no font on this machine has \(codes.joined(separator: " "))\(more); "
            + "they are drawn as boxes; Debian's fonts-noto-cjk has Chinese, Japanese and Korean, "
            + "fonts-noto-color-emoji emoji, fonts-noto-core most others"
    }
}

extension Unicode.Scalar {
    fileprivate var hex: String { String(value, radix: 16, uppercase: true) }
}
