import ArgumentParser
import TensorFiles

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info",
        abstract: "Lists the tensors of a file: names, element types, shapes, and lists of tokens.",
        discussion: """
            Tensors whose names differ in one number, or in those of layer and head, are one of a family: FILE:NAME, with * \
            for the number, names all of them.

            Only the headers of binary files are read. Tables and JSON may have 1 GiB; files of tokens 256 MiB and 1,048,576 \
            tokens, and those of texts for cells as many texts. --json prints the same as {"format", "tensors": [{"name", \
            "dtype", "shape"}], "families": [{"name", "dtype", "shape"}], "tokens": [{"name", "count"}], \
            "unreadable": {name: reason}}.
            """)

    @Argument(help: ArgumentHelp("The file; '-' is stdin.", valueName: "file"))
    var file: String
    @OptionGroup var input: InputOptions
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var timing: TimingOption

    func validate() throws {
        var written = WrittenFiles()
        try written.addStandardOutput(nil)
        try written.check(inputs: [file])
    }

    func run() throws {
        var stages = Timings()
        let opened = try stages.measure("read") { try input.open(TensorReference(path: file)) }
        try stages.measure("write") {
            if json {
                try StandardStream.output.write(JSONOutput.bytes(FileSummary(opened)))
            } else {
                try StandardStream.output.write(text: FileSummary.text(of: opened))
            }
        }
        timing.printLines(of: stages)
        if opened.tensors.isEmpty, opened.refusals.isEmpty { Message.note("\(opened.path): the file holds no tensors") }
    }
}
