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

    func validate() throws {
        if json, output.contains("-") {
            throw ValidationError("--json and '-o -' both want stdout; give the figure a file.")
        }
        for path in output { _ = try format(of: path) }
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

    /// Lays the figure out, draws it in every format, and only then writes: when a format fails, no file has changed.
    func write(_ figure: HeatmapGrid, defaultName: String) throws {
        guard !(json && output.isEmpty) else { return }
        let renderer = try FigureRenderer()
        let scene = try renderer.scene(of: figure)
        let paths = output.isEmpty ? ["\(defaultName).\((format ?? .svg).rawValue)"] : output
        let files = try paths.map { path in
            (path, try renderer.render(scene, as: format(of: path), resolution: figure.page.resolution))
        }
        for (path, bytes) in files {
            if path == "-" {
                try StandardStream.output.write(bytes)
            } else {
                try AtomicFile.write(bytes, to: path)
            }
        }
        for note in scene.notes { Message.note(note) }
        if !renderer.missingScalars.isEmpty { Message.note(OutputOptions.missing(renderer.missingScalars)) }
        if output.isEmpty { Message.note("wrote \(paths[0])") }
    }

    private static func missing(_ scalars: [Unicode.Scalar]) -> String {
        let codes = scalars.prefix(20).map { "U+" + String(repeating: "0", count: max(0, 4 - $0.hex.count)) + $0.hex }
        let more = scalars.count > 20 ? " and \(scalars.count - 20) more" : ""
        return "no font on this machine has \(codes.joined(separator: " "))\(more); "
            + "they are drawn as boxes; Debian's fonts-noto-cjk has Chinese, Japanese and Korean, fonts-noto-core most others"
    }
}

extension Unicode.Scalar {
    fileprivate var hex: String { String(value, radix: 16, uppercase: true) }
}
