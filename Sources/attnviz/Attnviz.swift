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
            computed; on an error or a signal it is left unchanged.
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
            Failure(error).exitProgram { exit(withError: $0) }
        }
    }

    /// Parses the arguments, with `-:NAME` as a tensor on stdin.
    ///
    /// ArgumentParser rejects `-:NAME` as an unknown option. Only when parsing fails is it replaced by `/dev/stdin:NAME`, first
    /// one argument at a time, so that the value of an option such as `--title` may still be `-:x`.
    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try parseAsRoot(arguments)
        } catch {
            let candidates = arguments.indices.filter { arguments[$0].hasPrefix("-:") }
            guard !candidates.isEmpty else { throw error }
            for index in candidates {
                if let command = try? parseAsRoot(replacingStdin(at: [index], in: arguments)) { return command }
            }
            return try parseAsRoot(replacingStdin(at: candidates, in: arguments))
        }
    }

    private static func replacingStdin(at indices: [Int], in arguments: [String]) -> [String] {
        arguments.indices.map { indices.contains($0) ? "/dev/stdin" + arguments[$0].dropFirst() : arguments[$0] }
    }

    /// Reports a misspelt subcommand with a suggestion; ArgumentParser itself only reports an unexpected argument.
    private static func checkSubcommand(_ name: String?) throws {
        let known = configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let name, !name.hasPrefix("-"), !known.contains(name), name != "help" else { return }
        let suggestion = Spelling.suggestion(for: name, in: known).map { "; did you mean '\($0)'?" } ?? "."
        throw UsageError("there is no subcommand '\(name)'\(suggestion) Known are \(known.joined(separator: ", ")).")
    }
}
