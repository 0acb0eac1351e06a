/// Names that options have in other programs, and by which they are looked for here.
enum OptionNames {
    /// The axes that `--select` chooses positions of, by what one types.
    private static let axes = [
        "layer": "layer", "layers": "layer", "head": "head", "heads": "head", "batch": "batch", "query": "query",
        "key": "key", "step": "step",
    ]

    private static let names = [
        "colormap": "cmap", "colourmap": "cmap", "color-map": "cmap", "colour-map": "cmap", "colors": "cmap",
        "palette": "cmap", "out": "output", "outfile": "output", "out-file": "output", "output-file": "output",
        "save": "output", "savefig": "output", "annot": "annotate", "fmt": "annotate", "numbers": "annotate",
        "annotations": "annotate", "figsize": "figure-size", "fig-size": "figure-size", "page-size": "figure-size",
        "resolution": "dpi", "token-file": "tokens", "tokens-file": "tokens", "words": "tokens",
        "xticklabels": "x-tokens", "x-labels": "x-tokens", "yticklabels": "y-tokens", "y-labels": "y-tokens",
        "x-label": "xlabel", "y-label": "ylabel", "queries-file": "queries", "query-file": "queries",
        "keys-file": "keys", "key-file": "keys", "values-file": "values", "mask-file": "mask", "min": "vmin",
        "max": "vmax", "log": "norm log", "tensor-b": "select-b", "cbar": "colorbar", "cbar-label": "colorbar-label",
        "linewidths": "grid-lines", "grid": "grid-lines", "cell-text": "cell-texts", "threshold": "annotate-above",
        "average-heads": "reduce head=mean", "mean-heads": "reduce head=mean", "is-causal": "causal",
        "valid-lengths": "valid-lens",
    ]

    /// An option by another name.
    struct Change {
        let word: String
        let meant: String
    }

    /// The options in the arguments that a subcommand has by another name.
    ///
    /// - Parameter options: those of the subcommand, with their dashes.
    static func changes(_ words: [String], options: Set<String>) -> [Change] {
        var changes: [Change] = []
        var index = 0
        while index < words.count, words[index] != "--" {
            let word = words[index]
            index += 1
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard word.hasPrefix("-"), !options.contains(parts[0]) else { continue }
            let name = parts[0].drop { $0 == "-" }.lowercased().replacing("_", with: "-")
            if let axis = axes[name], options.contains("--select") {
                let next = words.dropFirst(index).first.flatMap { $0.hasPrefix("--") ? nil : $0 }
                if parts.count == 1, next != nil { index += 1 }
                let value = parts.count > 1 ? parts[1] : next
                let given = parts.count > 1 ? word : ([word, next].compactMap { $0 }).joined(separator: " ")
                changes.append(Change(word: given, meant: "--select \(axis)=\(value ?? "0")"))
            } else if let option = names[name], options.contains("--\(option.prefix { $0 != " " })") {
                changes.append(Change(word: parts[0], meant: "--\(option)"))
            }
        }
        return changes
    }
}
