/// The lists of tokens in the free notes of a file, such as `__metadata__` of safetensors.
enum NoteLabels {
    /// The lists with the names of the tokens in `LabelNames`: each a JSON list of strings, a list of such lists,
    /// or one token a line.
    static func labels(in notes: [String: String], path: String) -> [StoredLabels] {
        (LabelNames.all + LabelNames.sources + LabelNames.targets).compactMap { name in
            notes[name].map { labels($0, name: name, path: path) }
        }
    }

    private static func labels(_ text: String, name: String, path: String) -> StoredLabels {
        let bytes = Array(text.utf8)
        var parser = JSONParser(bytes, path: path)
        if let labels = try? parser.labels(named: name, "a list"), (try? parser.end()) != nil { return labels }
        // A first token such as "[CLS]" looks like JSON and is none. A string of Swift is UTF-8.
        return (try? TokenLines.labels(bytes[...], name: name, path: path)) ?? StoredLabels(name: name, tokens: [])
    }
}
