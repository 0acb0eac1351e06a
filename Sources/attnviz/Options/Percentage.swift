import ArgumentParser

/// A percentage on the command line: `0.01%`.
struct Percentage: ExpressibleByArgument {
    let percent: Double

    init(percent: Double) { self.percent = percent }

    init?(argument: String) {
        let digits = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
        guard let percent = Double(digits), (0...100).contains(percent) else { return nil }
        self.percent = percent
    }

    var defaultValueDescription: String { "0%" }
}
