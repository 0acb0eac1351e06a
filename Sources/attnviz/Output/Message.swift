import TensorFiles

/// Prints errors and notes to stderr, as stdout is for results.
///
/// All text for people leaves the program here or by `StandardStream.write(text:)`, with control characters escaped: names
/// and texts of files and options may hold any.
enum Message {
    static func error(_ text: String) { write("attnviz: error: \(shown(text))\n") }
    static func note(_ text: String) { write("attnviz: \(shown(text))\n") }

    /// Prints a message of ArgumentParser with the usage after it.
    ///
    /// - Parameters:
    ///   - text: the message and the usage.
    ///   - message: the message, which is a part of the text.
    static func error(_ text: String, message: String) {
        guard !message.isEmpty, let range = text.firstRange(of: message) else { return write(text.shownLines + "\n") }
        let (before, after) = (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
        write(before.shownLines + shown(message) + after.shownLines + "\n")
    }

    /// The text with control characters escaped, also line breaks, unless two spaces follow, by which messages indent lists.
    private static func shown(_ text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        return lines.dropFirst().reduce(into: (lines.first ?? "").printable) { text, line in
            text += (line.hasPrefix("  ") ? "\n" : "\\n") + line.printable
        }
    }

    private static func write(_ text: String) {
        // If stderr itself cannot be written, there is nowhere to report it.
        try? StandardStream.error.write(Array(text.utf8))
    }
}

extension String {
    /// The text with all control characters escaped but line breaks.
    var shownLines: String {
        unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(
            separator: "\n")
    }
}
