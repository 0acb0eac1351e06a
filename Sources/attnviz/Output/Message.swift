/// Prints errors and notes to stderr, as stdout is for results.
enum Message {
    static func error(_ text: String) { write("attnviz: error: \(text)\n") }
    static func note(_ text: String) { write("attnviz: \(text)\n") }

    private static func write(_ text: String) {
        // If stderr itself cannot be written, there is nowhere to report it.
        try? StandardStream.error.write(text)
    }
}
