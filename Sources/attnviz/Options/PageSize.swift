import ArgumentParser

/// The size of a page on the command line: width and height, `85mmx60mm` or `5x2.5in` with one unit for both, or the width
/// alone, `85mm`.
struct PageSize: ExpressibleByArgument {
    let width: Length
    let height: Length?

    init?(argument: String) {
        // The unit "px" contains an x too, so every x is tried; only at the separator are both sides lengths.
        for separator in argument.indices where argument[separator] == "x" {
            if let width = Length(argument: String(argument[..<separator])),
                let height = Length(argument: String(argument[argument.index(after: separator)...]))
            {
                self.height = height
                self.width = Length(value: width.value, unit: width.unit ?? height.unit)
                return
            }
        }
        guard let width = Length(argument: argument) else { return nil }
        (self.width, height) = (width, nil)
    }
}
