import Fuzzing

// Reads made-up files of all formats and prints what it found. In the release build:
//
//     swift run -c release FuzzReaders [INPUTS [SEED [FORMAT ...]]]
//
// INPUTS is the number for each format. The number of the group of inputs that is being read goes to stderr, so that one which
// stops the program can be found.
let arguments = CommandLine.arguments.dropFirst()
let count = arguments.first.flatMap { Int($0) } ?? 10_000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 0
let names = arguments.dropFirst(2)
var hasFaults = false
for format in FuzzFormat.allCases where names.isEmpty || names.contains(format.rawValue) {
    var run = FuzzRun(format)
    run.run(count, seed: seed, watchesMemory: true) { next in
        if next.isMultiple(of: 1 << 14) { FuzzLog.write("\(format.rawValue) \(next)\n") }
    }
    let seconds = run.duration / .seconds(1)
    print(
        "\(format.rawValue): \(run.inputs) inputs, \(Int(Double(run.inputs) / seconds)) a second, \(run.intact) intact,"
            + " \(run.accepted) accepted, slowest \(run.slowest), \(run.memory) KiB, \(run.faults.count) faults")
    for fault in run.faults.prefix(20) { print("  \(fault)") }
    if !run.faults.isEmpty { hasFaults = true }
}
FuzzLog.end(hasFaults ? 1 : 0)
