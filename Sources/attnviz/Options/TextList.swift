import ArgumentParser

/// A list of texts on the command line, separated by commas: `prompt,answer`.
///
/// White space around an item is removed. In an item, `\,` is a comma and `\\` a backslash; other backslashes are literal. An
/// item in double quotes is read as in CSV (RFC 4180): all characters are literal, except `""` for a quote.
struct TextList {
    /// The items; an empty argument has none.
    let items: [String]
    /// The argument unchanged if it has no quotes and escapes, else its items joined by ", ".
    let text: String

    /// - Throws: `ValidationError` for quotes that are not closed, or not followed by a comma or the end.
    init(argument: String) throws {
        var items: [String] = []
        var rest = Substring(argument)
        if !rest.isEmpty {
            repeat { items.append(try Self.takeItem(from: &rest)) } while rest.popFirst() == ","
        }
        self.items = items
        text = argument.contains(where: { $0 == "\"" || $0 == "\\" }) ? items.joined(separator: ", ") : argument
    }

    /// Removes an item and the white space around it from `rest`, which then begins with a comma or is empty.
    private static func takeItem(from rest: inout Substring) throws -> String {
        rest = rest.drop(while: \.isWhitespace)
        return rest.first == "\"" ? try takeQuotedItem(from: &rest) : takePlainItem(from: &rest)
    }

    private static func takePlainItem(from rest: inout Substring) -> String {
        var item = ""
        while let character = rest.first, character != "," {
            rest.removeFirst()
            if character == "\\", let next = rest.first, next == "," || next == "\\" {
                item.append(next)
                rest.removeFirst()
            } else {
                item.append(character)
            }
        }
        while item.last?.isWhitespace == true { item.removeLast() }
        return item
    }

    private static func takeQuotedItem(from rest: inout Substring) throws -> String {
        let quoted = rest
        rest.removeFirst()
        var item = ""
        while let character = rest.popFirst() {
            if character != "\"" {
                item.append(character)
            } else if rest.first == "\"" {
                item.append("\"")
                rest.removeFirst()
            } else {
                rest = rest.drop(while: \.isWhitespace)
                guard rest.isEmpty || rest.first == "," else {
                    throw ValidationError(
                        "expected a comma or the end after the quotes of \"\(item)\", found '\(rest)'; a quote within quotes "
                            + "is written twice.")
                }
                return item
            }
        }
        throw ValidationError(
            "the quote that opens '\(quoted)' is not closed; an item in quotes ends with a quote, and a quote within it is "
                + "written twice.")
    }
}
