import ArgumentParser
import TensorFiles
import Tensors

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Lists the tensors of a file: names, element types, shapes, and lists of tokens.",
        discussion: """
            Of a binary file only the headers are read, however large it is. --json has the same as {"format", "tensors": [{"name", "dtype", \
            "shape"}], "tokens": [{"name", "count"}], "unreadable": {name: reason}}.
            """
    )

    @Argument(help: ArgumentHelp("The file; '-' is stdin.", valueName: "file"))
    var file: String
    @OptionGroup var input: InputOptions
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var timing: TimingOption

    func run() throws {
        var stages = Timings()
        let opened = try stages.measure("read") { try input.open(TensorReference(path: file)) }
        try stages.measure("write") {
            let text = json ? try JSONOutput.bytes(FileSummary(opened)) : Array(Self.table(opened).utf8)
            try StandardStream.output.write(text)
        }
        timing.say(stages)
        if opened.tensors.isEmpty, opened.refusals.isEmpty { Message.note("\(opened.path): the file holds no tensors") }
    }

    private static func table(_ file: TensorFile) -> String {
        var rows = file.tensors.map { [$0.name, $0.elementType.name, "\($0.shape)"] }
        rows += file.labels.map { [$0.name, "tokens", "(\($0.count),)"] }
        rows += file.refusals.sorted { $0.key < $1.key }.map { [$0.key, "unreadable", file.reason($0.value)] }
        rows = rows.map { $0.map(\.printable) }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths + [0]).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(
                separator: "  ")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

/// What `info --json` reports.
struct FileSummary: Encodable {
    struct Entry: Encodable {
        let name: String
        let dtype: String
        let shape: [Int]
    }

    struct Labels: Encodable {
        let name: String
        let count: Int
    }

    let format: String
    let tensors: [Entry]
    let tokens: [Labels]
    /// Arrays that cannot be read, by name, each with the reason.
    let unreadable: [String: String]

    init(_ file: TensorFile) {
        format = file.format.fileExtension
        tensors = file.tensors.map { Entry(name: $0.name, dtype: $0.elementType.name, shape: $0.shape.dimensions) }
        tokens = file.labels.map { Labels(name: $0.name, count: $0.count) }
        unreadable = file.refusals.mapValues(file.reason)
    }
}

extension TensorFile {
    /// The sentence of an error without the name of the file, which everybody knows.
    fileprivate func reason(_ error: TensorFileError) -> String {
        let (text, place) = (FileErrorSentences.sentence(error), "\(path): ")
        return text.hasPrefix(place) ? String(text.dropFirst(place.count)) : text
    }
}

extension String {
    /// On one line and without commands to the terminal, whatever a file calls its tensors.
    fileprivate var printable: String {
        unicodeScalars.reduce(into: "") { text, scalar in
            let isPlain = ![.control, .format, .lineSeparator, .paragraphSeparator].contains(
                scalar.properties.generalCategory)
            text += isPlain ? String(scalar) : scalar.escaped(asASCII: true)
        }
    }
}
