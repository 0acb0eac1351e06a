import ArgumentParser

/// --timings, for commands without `OutputOptions`.
struct TimingOption: ParsableArguments {
    @Flag(help: "Print the time of each stage to stderr, in milliseconds.")
    var timings = false

    func printLines(of stages: Timings) {
        guard timings else { return }
        for line in stages.lines { Message.note(line) }
    }
}
