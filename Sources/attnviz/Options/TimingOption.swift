import ArgumentParser

/// How long commands took that draw no figure.
struct TimingOption: ParsableArguments {
    @Flag(help: "Say on stderr how long each stage took, in milliseconds.")
    var timings = false

    func say(_ stages: Timings) {
        guard timings else { return }
        for line in stages.lines { Message.note(line) }
    }
}
