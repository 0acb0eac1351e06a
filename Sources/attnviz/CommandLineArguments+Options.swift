import ArgumentParser

extension CommandLineArguments {
    /// The options whose values are free texts, which may look like options.
    private static let texts: Set<String> = [
        "--title", "--xlabel", "--ylabel", "--alt", "--column-titles", "--row-titles", "--panel-titles",
        "--colorbar-label", "--author", "--keywords", "--x-segments", "--y-segments",
    ]

    /// Refuses the name of an option as the value of another one, which lacks its own: `--annotate -o`.
    func checkValues() throws {
        let isSuspect = zip(words, words.dropFirst()).contains {
            $0.hasPrefix("-") && $1.hasPrefix("-") && $1.count > 1
        }
        guard isSuspect else { return }
        let (options, valued) = (options, options(withValues: true))
        var index = 1
        while index + 1 < words.count, words[index] != "--" {
            let (option, value) = (words[index], words[index + 1])
            index += valued.contains(option) ? 2 : 1
            guard valued.contains(option), !Self.texts.contains(option), options.contains(value) else { continue }
            throw UsageError("\(option) needs a value, and the option \(value) follows")
        }
    }

    /// The options of the subcommand, as its help lists them: each at the beginning of a line.
    var options: Set<String> { options(withValues: false) }

    /// As `options`.
    ///
    /// - Parameter withValues: whether to list only those that take a value, which help shows as `<value>`.
    private func options(withValues: Bool) -> Set<String> {
        let command = root.configuration.subcommands.first { $0.configuration.commandName == words.first }
        guard let command else { return [] }
        let help = root.helpMessage(for: command, includeHidden: true)
        var options: Set<String> = []
        for line in help.split(separator: "\n") {
            let words = line.split(separator: " ")
            let names = words.prefix { $0.hasPrefix("-") }
            if withValues, words.dropFirst(names.count).first?.hasPrefix("<") != true { continue }
            for word in names {
                options.insert(word.last == "," ? String(word.dropLast()) : String(word))
            }
        }
        return options
    }
}
