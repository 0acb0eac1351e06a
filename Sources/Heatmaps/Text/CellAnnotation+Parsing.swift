extension CellAnnotation {
    /// Reads `auto`, or a format of Python for numbers: an optional `+`, an optional `,` or `_` between thousands, an optional
    /// number of digits such as `.2`, and one of `f`, `e`, `g`, `%` and `d`. Without a letter, `,` and `_` are as `auto`.
    ///
    /// - Throws: `FigureError.annotationFormat`.
    public init(_ text: String) throws(FigureError) {
        self = .automatic
        guard text != "auto" else { return }
        var rest = text[...]
        if rest.first == "+" {
            hasPlus = true
            rest.removeFirst()
        }
        if let mark = rest.first, mark == "," || mark == "_" {
            separator = mark
            rest.removeFirst()
        }
        let hasDigits = rest.first == "."
        if hasDigits {
            let number = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
            guard let digits = Int(number), digits <= Self.mostDigits else { throw .annotationFormat(text) }
            self.digits = digits
            rest = rest[number.endIndex...]
        }
        switch rest {
        case "f": style = .fixed
        case "%": style = .percent
        case "e": style = .scientific
        case "g": style = .general
        case "d" where !hasDigits: style = .whole
        case "" where !hasDigits && (separator != nil || hasPlus): style = .automatic
        default: throw .annotationFormat(text)
        }
    }

    /// A `Float` has nine digits at most.
    private static let mostDigits = 9
}
