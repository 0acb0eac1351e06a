import ArgumentParser
import TensorFiles
import Tensors

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Lists the tensors of a file: names, element types, shapes, and lists of tokens."
    )

    @Argument(help: ArgumentHelp("The file; '-' is stdin.", valueName: "file"))
    var file: String
    @OptionGroup var input: InputOptions
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let opened = try input.open(TensorReference(path: file))
        let text = json ? try JSONOutput.bytes(FileSummary(opened)) : Array(Self.table(opened).utf8)
        try StandardStream.output.write(text)
    }

    private static func table(_ file: TensorFile) -> String {
        var rows = file.tensors.map { [$0.name, $0.elementType.name, "\($0.shape)"] }
        rows += file.labels.map { [$0.name, "tokens", "(\($0.count),)"] }
        rows += file.refusals.sorted { $0.key < $1.key }.map { [$0.key, "unreadable", "\($0.value)"] }
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

    init(_ file: TensorFile) {
        format = file.format.fileExtension
        tensors = file.tensors.map { Entry(name: $0.name, dtype: $0.elementType.name, shape: $0.shape.dimensions) }
        tokens = file.labels.map { Labels(name: $0.name, count: $0.count) }
    }
}
