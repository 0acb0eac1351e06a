import ArgumentParser

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
