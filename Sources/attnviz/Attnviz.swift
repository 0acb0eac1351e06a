import ArgumentParser
import TensorFiles

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
            74 input or output failed. A signal ends the program as it ends others; the old files stay as they were.
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
        StandardStream.prepare()
        UnfinishedFiles.removeOnSignals()
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            try checkSubcommand(arguments.first)
            var command = try parse(arguments)
            try command.run()
        } catch {
            Failure(error).leave()
        }
    }

    /// The argument parser takes `-:NAME`, a tensor on stdin, for an option; only where nothing else makes sense is it
    /// handed over under the other name of stdin, so that a title may still be `-:x`.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try parseAsRoot(arguments)
        } catch {
            let places = arguments.indices.filter { arguments[$0].hasPrefix("-:") }
            guard !places.isEmpty else { throw error }
            for place in places {
                if let command = try? parseAsRoot(naming(stdinAt: [place], in: arguments)) { return command }
            }
            return try parseAsRoot(naming(stdinAt: places, in: arguments))
        }
    }

    private static func naming(stdinAt places: [Int], in arguments: [String]) -> [String] {
        arguments.indices.map { places.contains($0) ? "/dev/stdin" + arguments[$0].dropFirst() : arguments[$0] }
    }

    /// The argument parser calls a misspelt subcommand an unexpected argument, and suggests none.
    private static func checkSubcommand(_ name: String?) throws {
        let known = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let name, !name.hasPrefix("-"), !known.contains(name), name != "help" else { return }
        let suggestion = Spelling.suggestion(for: name, in: known).map { "; did you mean '\($0)'?" } ?? "."
        throw UsageError("there is no subcommand '\(name)'\(suggestion) Known are \(known.joined(separator: ", ")).")
    }
}
