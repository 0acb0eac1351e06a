import ArgumentParser

/// The command line: each subcommand parses, calls the libraries, and writes.
@main
struct Attnviz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attnviz",
        abstract: "Computes attention weights and draws them as heatmap figures (SVG, PNG, PDF).",
        discussion: """
            Experiments of the articles draw themselves; 'render' draws the weights in a file.

              attnviz dot-vs-scaled -o figure.svg -o figure.png
              attnviz render attentions.npy --tokens tokens.txt -o figure.pdf

            Exit status: 0 done, 64 wrong usage, 65 bad data, 66 input cannot be opened, 73 output cannot be created, \
            74 input or output failed.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Experiments",
                subcommands: [
                    DotVersusScaledCommand.self, IdentityCommand.self, MaskedSoftmaxCommand.self,
                    AdditiveCommand.self, ScoreFunctionsCommand.self,
                ]),
            CommandGroup(name: "Your data", subcommands: [RenderCommand.self, AttendCommand.self, InfoCommand.self]),
            CommandGroup(name: "Tools", subcommands: [DiffCommand.self, ColormapsCommand.self]),
        ])

    static func main() {
        StandardStream.prepare()
        do {
            try checkSubcommand(CommandLine.arguments.dropFirst().first)
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Failure(error).leave()
        }
    }

    /// The argument parser calls a misspelt subcommand an unexpected argument, and suggests none.
    private static func checkSubcommand(_ name: String?) throws {
        let known = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let name, !name.hasPrefix("-"), !known.contains(name), name != "help" else { return }
        let suggestion = Spelling.suggestion(for: name, in: known).map { "; did you mean '\($0)'?" } ?? "."
        throw UsageError("there is no subcommand '\(name)'\(suggestion) Known are \(known.joined(separator: ", ")).")
    }
}
