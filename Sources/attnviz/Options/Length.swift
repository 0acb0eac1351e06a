import ArgumentParser

/// A length on the command line: a number and a unit, `85mm`, `2.5in`, `12pt`, `640px`.
struct Length: ExpressibleByArgument {
    enum Unit: String, CaseIterable {
        case inch = "in"
        case centimetre = "cm"
        case millimetre = "mm"
        case point = "pt"
        case pixel = "px"
    }

    let value: Double
    /// Nil where the option's own unit is meant.
    let unit: Unit?

    init?(argument: String) {
        let unit = Unit.allCases.first { argument.hasSuffix($0.rawValue) }
        let digits = argument.dropLast(unit?.rawValue.count ?? 0)
        // Swift also reads hexadecimal digits, "0x5", and "inf": nobody means them here.
        guard digits.allSatisfy({ "0123456789.+-eE".contains($0) }), let value = Double(digits), value.isFinite else {
            return nil
        }
        self.value = value
        self.unit = unit
    }

    init(value: Double, unit: Unit?) {
        self.value = value
        self.unit = unit
    }

    /// In points; a pixel is one dot of a PNG of that resolution.
    func points(default unit: Unit, resolution: Double) -> Double {
        switch self.unit ?? unit {
        case .inch: value * 72
        case .centimetre: value * 72 / 2.54
        case .millimetre: value * 72 / 25.4
        case .point: value
        case .pixel: value * 72 / resolution
        }
    }
}

/// The size of a page on the command line: `5x2.5in`, `85mmx60mm`, where a unit at the end holds for both; or its width
/// alone, `85mm`.
struct PageSize: ExpressibleByArgument {
    let width: Length
    let height: Length?

    init?(argument: String) {
        // The x of "px" is no separator: only at the right x are both sides lengths.
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

/// Whole numbers separated by commas: `2,6`.
struct IntegerList: ExpressibleByArgument {
    let values: [Int]

    init?(argument: String) {
        let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
        let values = parts.compactMap { Int($0.drop { $0 == " " }) }
        guard values.count == parts.count else { return nil }
        self.values = values
    }
}
