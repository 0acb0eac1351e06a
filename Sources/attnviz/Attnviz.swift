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
            CommandGroup(name: "Your data", subcommands: [RenderCommand.self]),
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            Failure(error).leave()
        }
    }
}
