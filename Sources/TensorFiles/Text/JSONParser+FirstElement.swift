extension JSONParser {
    /// The first element of nested lists.
    struct FirstElement: Equatable {
        /// The number of lists around it.
        var depth: Int
        /// Its first byte; nil at the end of the JSON.
        var byte: UInt8?

        /// Whether a number, `true`, `false` or `null` may begin so. An empty list holds nothing.
        var isNumber: Bool { byte.map { "-0123456789NItfn".utf8.contains($0) } ?? false }
    }

    /// The first element of the lists that begin here; nothing is read.
    var firstElement: FirstElement {
        var parser = self
        var element = FirstElement(depth: 0, byte: nil)
        while parser.accept("[") { element.depth += 1 }
        element.byte = parser.next()
        return element
    }
}
