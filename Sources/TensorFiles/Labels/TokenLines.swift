/// Text with one token a line. CRLF ends a line like LF, a final newline adds no token, an empty line is an empty token.
enum TokenLines {
    /// The tokens; a count alone where there are more than `FileLimits.tokens`.
    ///
    /// - Parameters:
    ///   - bytes: the text, without a byte order mark.
    ///   - path: for errors.
    /// - Throws: `TensorFileError.malformed` for a line that is not UTF-8.
    static func labels(_ bytes: ArraySlice<UInt8>, name: String, path: String) throws(TensorFileError) -> StoredLabels {
        let newlines = bytes.count { $0 == UInt8(ascii: "\n") }
        let count = newlines + (bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? 0 : 1)
        guard count <= FileLimits.tokens else { return StoredLabels(name: name, count: count, path: path) }
        var tokens: [String] = []
        tokens.reserveCapacity(count)
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? rest.endIndex
            var line = rest[..<end]
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            guard let token = strictUTF8(line) else {
                throw .malformed(
                    path: path, place: "line \(tokens.count + 1)", expected: "UTF-8 text",
                    found: "the bytes \(line.prefix(16).hexadecimal)", advice: "save the file as UTF-8")
            }
            tokens.append(token)
            rest = rest[end...].dropFirst()
        }
        return StoredLabels(name: name, tokens: tokens)
    }
}
