/// Reads many inputs of a format and collects the faults. The same seed gives the same inputs.
package struct FuzzRun {
    package let format: FuzzFormat
    package private(set) var inputs = 0
    package private(set) var accepted = 0
    package private(set) var intact = 0
    package private(set) var faults: [FuzzFault] = []
    /// In nanoseconds.
    package private(set) var slowest: Duration = .zero
    package private(set) var duration: Duration = .zero
    /// The most memory that a group of inputs took beyond what the process had, in kibibytes.
    package private(set) var memory = 0

    /// The number of inputs between two looks at the memory.
    private static let group = 64
    /// Every reader is to need at most this, besides ten times the larger of the file and what is decoded.
    private static let fixedMemory = 60 << 10

    package init(_ format: FuzzFormat) { self.format = format }

    /// - Parameters:
    ///   - count: the number of inputs.
    ///   - seed: the number of the first input.
    ///   - watchesMemory: whether to look at the memory of the process, in which nothing else may run.
    ///   - progress: called with the number of the next input after each group.
    package mutating func run(
        _ count: Int, seed: UInt64, watchesMemory: Bool = false, progress: (UInt64) -> Void = { _ in }
    ) {
        let clock = ContinuousClock()
        let start = clock.now
        for first in stride(from: 0, to: count, by: Self.group) {
            var largest = 0
            if watchesMemory { PeakMemory.reset() }
            let before = watchesMemory ? PeakMemory.kibibytes : 0
            progress(seed + UInt64(first))
            for number in first..<min(first + Self.group, count) {
                let begin = clock.now
                let input = format.input(seed: seed + UInt64(number))
                let check = FuzzCheck(input)
                slowest = max(slowest, clock.now - begin)
                largest = max(largest, input.bytes.count, check.decodedBytes)
                inputs += 1
                if check.isAccepted { accepted += 1 }
                if input.content != nil { intact += 1 }
                faults += check.faults.map { FuzzFault(format: format, seed: seed + UInt64(number), text: $0) }
            }
            guard watchesMemory else { continue }
            let growth = PeakMemory.kibibytes - before
            memory = max(memory, growth)
            if growth > Self.fixedMemory + 10 * largest >> 10 {
                faults.append(
                    FuzzFault(
                        format: format, seed: seed + UInt64(first),
                        text: "it and the \(Self.group - 1) inputs after it take \(growth) KiB"))
            }
        }
        duration += clock.now - start
    }
}
