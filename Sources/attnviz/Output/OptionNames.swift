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
        /// The index of its argument.
        let index: Int
        let word: String
        let meant: String
    }

    /// The arguments with the options as they are called here, and the changes.
    ///
    /// - Parameter kept: indices of arguments that are not changed.
    static func renamed(_ words: [String], keeping kept: Set<Int> = []) -> (words: [String], changes: [Change]) {
        var result: [String] = []
        var changes: [Change] = []
        var index = 0
        while index < words.count, words[index] != "--" {
            let (word, place) = (words[index], index)
            index += 1
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let isOption = word.hasPrefix("-") && !kept.contains(place)
            let name = isOption ? parts[0].drop { $0 == "-" }.lowercased().replacing("_", with: "-") : ""
            if let axis = axes[name], let value = parts.count > 1 ? parts[1] : words.dropFirst(index).first {
                if parts.count == 1 { index += 1 }
                result += ["--select", "\(axis)=\(value)"]
                let given = parts.count > 1 ? word : "\(word) \(value)"
                changes.append(Change(index: place, word: given, meant: "--select \(axis)=\(value)"))
            } else if let option = names[name] {
                result += "--\(option)".split(separator: " ").map(String.init) + parts.dropFirst()
                changes.append(Change(index: place, word: parts[0], meant: "--\(option)"))
            } else {
                result.append(word)
            }
        }
        return (result + words[min(index, words.count)...], changes)
    }
}
