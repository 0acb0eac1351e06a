/// The time of each stage of a run, for --timings.
struct Timings {
    private var stages: [(name: String, duration: Duration)] = []

    /// Calls `body` and adds its time to a stage.
    ///
    /// - Returns: the result of `body`.
    mutating func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        let result = try body()
        let duration = ContinuousClock.now - start
        if let index = stages.firstIndex(where: { $0.name == name }) {
            stages[index].duration += duration
        } else {
            stages.append((name, duration))
        }
        return result
    }

    /// A line for each stage: its name and its time in milliseconds.
    var lines: [String] {
        stages.map { stage in
            let microseconds = (stage.duration / .microseconds(1)).rounded()
            let tenths = Int(microseconds / 100)
            return "\(stage.name): \(tenths / 10).\(tenths % 10) ms"
        }
    }
}
