import ArgumentParser
import TensorFiles
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The arguments of the program, and what was probably meant where they cannot be parsed.
struct CommandLineArguments {
    let words: [String]
    let root: any ParsableCommand.Type

    /// - Parameters:
    ///   - words: the arguments without the name of the program.
    ///   - root: the command that has the subcommands.
    init(_ words: [String], of root: any ParsableCommand.Type) {
        self.words = words
        self.root = root
    }

    /// Parses the arguments as they are, else with positions that follow `--select` without quotes, else with `-:NAME` as a
    /// tensor on stdin.
    ///
    /// ArgumentParser rejects `-:NAME` as an unknown option. It is replaced by `/dev/stdin:NAME`, first one argument at a time,
    /// so that the value of an option such as `--title` may still be `-:x`.
    ///
    /// - Throws: `UsageError` where it can be said what was meant, else the error of ArgumentParser.
    func command() throws -> any ParsableCommand {
        try checkSubcommand()
        try checkValues()
        do {
            return try root.parseAsRoot(words)
        } catch {
            guard !root.exitCode(for: error).isSuccess else { throw error }
            let stdin = words.indices.filter { words[$0].hasPrefix("-:") }
            for words in [words, Self.unquoted(words)] {
                if let command = parsed(words) { return command }
                let stdin = words.indices.filter { words[$0].hasPrefix("-:") }
                for index in stdin {
                    if let command = parsed(Self.replacingStdin(at: [index], in: words)) { return command }
                }
                if !stdin.isEmpty, let command = parsed(Self.replacingStdin(at: stdin, in: words)) { return command }
            }
            if let meant { throw UsageError(meant) }
            guard stdin.isEmpty else { return try root.parseAsRoot(Self.replacingStdin(at: stdin, in: words)) }
            throw error
        }
    }

    private func parsed(_ words: [String]) -> (any ParsableCommand)? { try? root.parseAsRoot(words) }

    private static func replacingStdin(at indices: [Int], in words: [String]) -> [String] {
        words.indices.map { indices.contains($0) ? "/dev/stdin" + words[$0].dropFirst() : words[$0] }
    }

    // Positions without quotes

    /// The options whose values are assignments such as `layer=1`, and may be given several times.
    private static let assigning: Set<String> = ["--select", "--select-b", "--reduce"]

    /// The arguments with the option before each assignment: `--select layer=1 head=2` is `--select layer=1 --select head=2`.
    static func unquoted(_ words: [String]) -> [String] {
        var result: [String] = []
        var option: String?
        for (index, word) in words.enumerated() {
            if word == "--" { return result + words[index...] }
            if option != nil, word != option, result.last == option {
                // The value of the option, whatever it is.
            } else if let given = assigning.first(where: { word == $0 || word.hasPrefix($0 + "=") }) {
                option = given
            } else if isAssignment(word) {
                if let option { result.append(option) }
            } else {
                option = nil
            }
            result.append(word)
        }
        return result
    }

    /// Whether a word is the name of an axis, `=` and a choice.
    private static func isAssignment(_ word: String) -> Bool {
        guard let name = word.split(separator: "=", omittingEmptySubsequences: false).first, !name.isEmpty else {
            return false
        }
        return name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            && ((try? AxisSelection(word)) != nil || (try? AxisReduction(word)) != nil)
    }

    // What was meant

    private var program: String { root.configuration.commandName ?? "attnviz" }
    private var subcommands: [String] { root.configuration.subcommands.compactMap { $0.configuration.commandName } }

    /// Reports a misspelt subcommand with a suggestion; ArgumentParser itself only reports an unexpected argument, and prints
    /// its general help for `help` of it.
    private func checkSubcommand() throws {
        guard let name = words.first == "help" ? words.dropFirst().first : words.first else { return }
        guard !name.hasPrefix("-"), !subcommands.contains(name), name != "help" else { return }
        let list = "Known are \(subcommands.joined(separator: ", "))."
        if words.first != "help", let meant = withSubcommand(before: words, isFile: true) {
            throw UsageError("there is no subcommand '\(name)'; did you mean '\(meant)'? \(list)")
        }
        let suggestion = Spelling.suggestion(for: name, in: subcommands).map { "; did you mean '\($0)'?" } ?? "."
        throw UsageError("there is no subcommand '\(name)'\(suggestion) \(list)")
    }

    /// The command line with the subcommand that it may lack, such as `attnviz render weights.npy`; nil if there is none for
    /// it.
    ///
    /// - Parameter isFile: whether the first word must be a file by its name, or exist.
    private func withSubcommand(before words: [String], isFile: Bool) -> String? {
        guard let first = words.first else { return nil }
        let path = TensorReference(first).path
        let isPicture = path.lowercased().hasSuffix(".png")
        guard !isFile || path.dropFirst().contains(".") || access(path, F_OK) == 0 else { return nil }
        let known = isPicture ? ["diff"] : ["render", "attend", "compare"]
        let expanded = Self.unquoted(words)
        guard let name = known.first(where: { parsed([$0] + words) != nil || parsed([$0] + expanded) != nil }) else {
            return isFile && !isPicture ? "\(program) render \(Self.quoted(first))" : nil
        }
        return ([program, name] + words.map(Self.quoted)).joined(separator: " ")
    }

    private static func quoted(_ word: String) -> String {
        word.isEmpty || word.contains { " \"$*?;&|<>()\\".contains($0) } ? "\"\(word)\"" : word
    }

    /// What arguments that cannot be parsed were meant to be; nil if that is not known.
    private var meant: String? {
        if words.first?.hasPrefix("-") == true {
            let example = withSubcommand(before: words, isFile: false)
            return "the subcommand comes first" + (example.map { "; did you mean '\($0)'?" } ?? "")
        }
        if let renamed { return renamed }
        if let index = words.indices.dropFirst().first(where: { Self.isAssignment(words[$0]) }) {
            var selecting = words
            selecting.insert("--select", at: index)
            selecting = Self.unquoted(selecting)
            if parsed(selecting) != nil {
                let meant = ([program] + selecting.map(Self.quoted)).joined(separator: " ")
                return "Unexpected argument '\(words[index])'; did you mean '\(meant)'?"
            }
        }
        if let index = words.indices.dropFirst().last(where: { Self.isFigure(words[$0]) }) {
            var named = words
            named.insert("-o", at: index)
            if parsed(named) != nil {
                return "Unexpected argument '\(words[index])'; did you mean '-o \(words[index])', the file to write?"
            }
        }
        return nil
    }

    /// Options by the names that they have here.
    private var renamed: String? {
        let changes = OptionNames.changes(words, options: options)
        guard let first = changes.first else { return nil }
        let others = changes.dropFirst().map { ", and '\($0.meant)' for '\($0.word)'" }.joined()
        return "there is no option '\(first.word)'; did you mean '\(first.meant)'\(others)?"
    }

    private static func isFigure(_ word: String) -> Bool {
        [".svg", ".png", ".pdf"].contains { word.lowercased().hasSuffix($0) }
    }
}
