import Foundation
import Support
import Testing

/// Every option of every command with values at the ends of what numbers can be. Options and commands are those that the program
/// itself lists, so new ones are tested as well.
///
/// `swift test` tries a sample; `ATTNVIZ_OPTION_RUNS=20000 swift test --filter OptionPropertyTests` tries more of them.
struct OptionPropertyTests {
    private static let values = [
        "0", "-0", "NaN", "inf", "-inf", "5e-324", "1e-310", "1e308", "-1e308", "-1", "0.5", "1", "1e-45", "3.4e38",
        "1e400",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551616", "2147483648",
        "4294967296", "", "0x10", "9223372036854775807,0", "0:9223372036854775807", "-9223372036854775808:",
        "9223372036854775807:9223372036854775807,0:0", "1pt", "1e308pt", "1e-320in", "9223372036854775807x1in",
        "1x9223372036854775807cm", "infx1", "nanpt", "layer=9223372036854775807", "head=-9223372036854775808",
        "head=0:9223372036854775807", ".9223372036854775807f", "+,.2e", "#ffffffffff", "#",
    ]

    /// The least number of runs of a sample.
    private static let runs =
        ProcessInfo.processInfo.environment["ATTNVIZ_OPTION_RUNS"].flatMap(Int.init) ?? 600

    /// Options of all commands but those that name outputs, which would write files beside the test's.
    private static func options(_ workshop: Workshop) throws -> [(command: String, option: String)] {
        let json = try workshop.run("--experimental-dump-help").json()
        let root = try #require(json["command"] as? [String: Any])
        let commands = try #require(root["subcommands"] as? [[String: Any]])
        return commands.flatMap { command in
            let name = command["commandName"] as? String ?? ""
            let arguments = command["arguments"] as? [[String: Any]] ?? []
            return arguments.compactMap { argument -> (String, String)? in
                guard argument["kind"] as? String == "option", argument["valueName"] as? String != "output",
                    let option = (argument["preferredName"] as? [String: Any])?["name"] as? String, option.count > 1
                else { return nil }
                return (name, option)
            }
        }
    }

    private static let inputs = ["m.npy", "h.npy", "tiny.npy", "huge.npy", "none.npy"]

    private static func fill(_ workshop: Workshop) throws {
        try workshop.write(InputFiles.npy([3, 4]), to: "m.npy")
        try workshop.write(InputFiles.npy([2, 3, 4]), to: "h.npy")
        try workshop.write(InputFiles.npy([2, 2], [1e-45, 0, -1e-45, 3e-45]), to: "tiny.npy")
        let largest = Float.greatestFiniteMagnitude
        try workshop.write(InputFiles.npy([2, 2], [largest, -largest, 0, 1e-45]), to: "huge.npy")
        try workshop.write(InputFiles.npy([2, 2], [.infinity, -.infinity, .nan, 0]), to: "none.npy")
        _ = try workshop.run("render", "m.npy", "-o", "a.png")
    }

    private static func arguments(_ command: String, _ input: String) -> [String] {
        switch command {
        case "render", "info": [command, input]
        case "analyze": [command, input, "--rollout"]
        case "attend": [command, "--queries", "m.npy", "--keys", "m.npy"]
        case "compare": [command, input, input]
        case "diff": [command, "a.png", "a.png"]
        default: [command]
        }
    }

    private static func output(_ command: String) -> [String] {
        ["info", "diff", "colormaps", "help"].contains(command) ? [] : ["-o", "o.svg"]
    }

    /// Done, wrong usage or bad data, said in a sentence; 66 where the value is the name of a file. Never a signal.
    private func check(_ workshop: Workshop, _ arguments: [String]) throws {
        let outcome = try workshop.run(arguments)
        #expect(
            [0, 64, 65, 66].contains(outcome.status), "\(arguments.joined(separator: " ")): \(outcome.messages)")
        #expect(outcome.status == 0 || !outcome.messages.isEmpty, "\(arguments.joined(separator: " ")) said nothing")
        if outcome.status == 0, let svg = try? workshop.data("o.svg") {
            let text = String(decoding: svg, as: UTF8.self)
            #expect(!text.contains("\"nan\"") && !text.contains("inf\""), "\(arguments.joined(separator: " "))")
        }
        try? FileManager.default.removeItem(at: workshop.folder.appendingPathComponent("o.svg"))
    }

    @Test func everyOptionTakesEveryValueOrRefusesIt() throws {
        let workshop = try Workshop()
        try Self.fill(workshop)
        let options = try Self.options(workshop)
        #expect(options.count > 300, "the program lists its options")
        var random = SeededGenerator(seed: 13)
        var pairs = options.flatMap { option in Self.values.map { (option, $0) } }
        pairs.shuffle(using: &random)
        for ((command, option), value) in pairs.prefix(Self.runs) {
            let base = Self.arguments(command, random.pick(Self.inputs))
            try check(workshop, base + ["--\(option)=\(value)"] + Self.output(command))
        }
    }

    @Test func pairsOfScaleOptions() throws {
        let workshop = try Workshop()
        try Self.fill(workshop)
        let numbers = [
            "0", "-0", "NaN", "inf", "-inf", "5e-324", "-5e-324", "1e-310", "1e308", "-1e308", "-1",
            "9223372036854775808",
            "1", "1e-45", "3.4e38", "1.7976931348623157e308",
        ]
        let options = ["vmin", "vmax", "center", "linear-threshold", "gamma"]
        var random = SeededGenerator(seed: 14)
        for _ in 0..<Self.runs / 2 {
            var arguments = ["render", random.pick(Self.inputs)]
            for option in options.shuffled(using: &random).prefix(2) {
                arguments.append("--\(option)=\(random.pick(numbers))")
            }
            let norm = random.pick(["", "linear", "log", "symlog", "power"])
            if !norm.isEmpty { arguments += ["--norm", norm] }
            if random.chance(0.3) { arguments.append("--robust") }
            if random.chance(0.3) { arguments += ["--annotate", "auto"] }
            try check(workshop, arguments + ["-o", "o.svg"])
        }
    }
}
