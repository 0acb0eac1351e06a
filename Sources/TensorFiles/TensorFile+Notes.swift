extension TensorFile {
    /// The numbers in a note that is a JSON object, such as `{"scale": 0.25, "causal": true}`, in which true is 1 and false 0.
    /// A `null` is left out; any other value is NaN.
    ///
    /// - Returns: nil if there is no note of this name.
    /// - Throws: `TensorFileError.malformed` for a note that is no JSON object.
    public func numbers(inNote name: String) throws(TensorFileError) -> [String: Double]? {
        guard let note = notes[name] else { return nil }
        var numbers: [String: Double] = [:]
        var parser = JSONParser(
            Array(note.utf8), path: path, place: "note \(quoted(name))", advice: "write it as json.dumps does")
        try parser.object("a JSON object") { (parser, key) throws(TensorFileError) in
            if parser.acceptWord("true") {
                numbers[key] = 1
            } else if parser.acceptWord("false") {
                numbers[key] = 0
            } else if let first = parser.next(), first == UInt8(ascii: "-") || DecimalNumber.isDigit(first) {
                numbers[key] = Double(try parser.number("a number"))
            } else if !parser.acceptWord("null") {
                numbers[key] = .nan
                try parser.skip()
            }
        }
        try parser.end()
        return numbers
    }
}
