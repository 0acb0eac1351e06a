/// The lists of tokens in the free notes of a file, such as `__metadata__` of safetensors.
enum NoteLabels {
    /// The lists with the names of `LabelNames`: each a JSON list of strings, or one token a line.
    static func labels(in notes: [String: String], path: String) -> [StoredLabels] {
        LabelNames.all.compactMap { name in
            notes[name].map { StoredLabels(name: name, tokens: tokens($0, path: path)) }
        }
    }

    private static func tokens(_ text: String, path: String) -> [String] {
        var parser = JSONParser(Array(text.utf8), path: path)
        if let tokens = try? parser.strings("a list"), (try? parser.end()) != nil { return tokens }
        // A first token such as "[CLS]" looks like JSON and is none.
        return TokenLabels.lines(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }
}
