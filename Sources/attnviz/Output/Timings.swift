/// How long each stage of a run took, for --timings.
struct Timings {
    private var stages: [(name: String, duration: Duration)] = []

    /// The result of `body`, whose time is added to the stage.
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

    /// One line a stage: its name, and milliseconds.
    var lines: [String] {
        stages.map { stage in
            let microseconds = (stage.duration / .microseconds(1)).rounded()
            let tenths = Int(microseconds / 100)
            return "\(stage.name): \(tenths / 10).\(tenths % 10) ms"
        }
    }
}
