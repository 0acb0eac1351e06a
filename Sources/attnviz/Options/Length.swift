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
    /// Nil for a number without a unit, which has the default unit of the option.
    let unit: Unit?

    init?(argument: String) {
        let unit = Unit.allCases.first { argument.hasSuffix($0.rawValue) }
        let digits = argument.dropLast(unit?.rawValue.count ?? 0)
        // `Double(_:)` also accepts "0x5" and "inf".
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

    /// The length in points.
    ///
    /// - Parameters:
    ///   - unit: the unit of a number without one.
    ///   - resolution: dots per inch; a pixel is one dot.
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
