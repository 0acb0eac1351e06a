import ArgumentParser
import TensorFiles

/// The command line. Each subcommand parses its options, calls the libraries and writes the results.
@main
struct Attnviz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attnviz",
        abstract: "Computes attention weights and draws them as heatmap figures (SVG, PNG, PDF).",
        discussion: """
            The experiments draw the figures of the articles; 'render' draws the weights in a file.

              attnviz dot-vs-scaled -o figure.svg -o figure.png
              attnviz render attentions.npy --tokens tokens.txt -o figure.pdf

            Exit status: 0 done, 64 wrong usage, 65 bad data, 66 input cannot be opened, 73 output cannot be created, \
            74 input or output failed. An output file that already exists is replaced only after all outputs have been \
            computed and written; on an error or a signal all are left unchanged. Results on stdout are written before that.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Experiments",
                subcommands: [
                    DotVersusScaledCommand.self, IdentityCommand.self, MaskedSoftmaxCommand.self,
                    AdditiveCommand.self, ScoreFunctionsCommand.self,
                ]),
            CommandGroup(
                name: "Your data",
                subcommands: [
                    RenderCommand.self, AttendCommand.self, InfoCommand.self, AnalyzeCommand.self, CompareCommand.self,
                ]),
            CommandGroup(name: "Tools", subcommands: [DiffCommand.self, ColormapsCommand.self]),
        ])

    static func main() {
        Refusals.prepare()
        StandardStream.prepare()
        EmergencyExit.prepare()
        do {
            var command = try CommandLineArguments(ProgramArguments.words(), of: Self.self).command()
            try command.run()
        } catch {
            Failure(error).exitProgram(Self.self)
        }
    }
}
