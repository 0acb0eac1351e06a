import Foundation
import Testing

@Suite("Little memory: a sentence and an exit status, never a signal")
struct MemoryRefusalTests {
    private static let commands: [[String]] = [
        ["attend", "--queries", "q.npy", "--keys", "q.npy", "--save-weights", "w.npy", "-o", "z.png", "-o", "z.pdf"],
        ["render", "maps.npy", "--annotate", "auto", "-o", "z.svg"],
        ["analyze", "maps.npy", "--rollout", "--save-weights", "w.csv", "-o", "z.png"],
        ["compare", "maps.npy", "maps.npy", "--select", "layer=0", "--select-b", "layer=1", "-o", "z.png"],
        ["info", "maps.npy"],
        ["diff", "map.png", "map.png"],
        ["score-functions", "-o", "z.pdf"],
    ]

    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([600, 8]), to: "q.npy")
        try workshop.write(InputFiles.npy([2, 2, 90, 90]), to: "maps.npy")
        #expect(try workshop.run("identity", "--size", "300", "-o", "map.png").status == 0)
        return workshop
    }

    @Test("Every limit of the address space", arguments: commands)
    func addressSpace(command: [String]) throws {
        let workshop = try workshop()
        let inputs = Set(try workshop.names())
        var statuses: Set<Int32> = []
        for limit in stride(from: 60_000, through: 400_000, by: 17_000) + [700_000, 2_000_000] {
            let run = try workshop.shell(
                "ulimit -v \(limit); exec \"$0\" " + command.map { "'\($0)'" }.joined(separator: " "))
            // The program itself does not fit.
            if run.messages.contains("error while loading shared libraries") || run.status == 126 { continue }
            #expect([0, 64, 65, 73, 74].contains(run.status), "ulimit -v \(limit): \(run.messages)")
            if run.status != 0 {
                #expect(run.messages.contains("attnviz: error: "), "ulimit -v \(limit)")
                // A limit of the address space does not keep a run from being complete or leaving nothing.
                #expect(try Set(workshop.names()).subtracting(inputs).isEmpty, "ulimit -v \(limit)")
            }
            statuses.insert(run.status)
            for name in try workshop.names() where !inputs.contains(name) {
                #expect(!name.hasSuffix(".tmp"), "ulimit -v \(limit)")
                try FileManager.default.removeItem(at: workshop.folder.appendingPathComponent(name))
            }
        }
        #expect(statuses.contains(0))
    }

    @Test("What is known to need more than the limit leaves is refused before the work, with all numbers")
    func knownBefore() throws {
        let workshop = try workshop()
        let page = try workshop.shell(
            "ulimit -v 700000; exec \"$0\" render maps.npy --dpi 1000 --cell-size 8pt -o z.png")
        #expect(page.status == 64)
        #expect(page.messages.contains("this needs about"))
        #expect(page.messages.contains("of memory, and the limit of 'ulimit -v' leaves"))
        #expect(page.messages.contains("fewer dots per inch (--dpi)"))
        // The headers of PNG files say how many pixels are to be decoded.
        var large = [UInt8](try workshop.data("map.png"))
        large.replaceSubrange(16..<24, with: [0, 0, 0x3f, 0, 0, 0, 0x3f, 0])
        try workshop.write(Data(large), to: "large.png")
        let diff = try workshop.shell("ulimit -v 700000; exec \"$0\" diff large.png map.png")
        #expect(diff.status == 64)
        #expect(diff.messages.contains("this needs about"))
        // An option gives no more than ulimit.
        let file = InputFiles.npy([64, 3]).dropLast(64 * 3 * 4) + Data(count: 64 * 3 * 4)
        try workshop.write(file, to: "q.npy")
        let option = try workshop.run(
            "attend", "--queries", "q.npy", "--keys", "q.npy", "--max-memory", "1KB", "-o", "z.png")
        #expect(option.status == 64)
        #expect(option.messages.contains("--max-memory is 1000 bytes"))
        #expect(try !workshop.names().contains("z.png"))
    }

    @Test("More threads than the system allows: the work is done by fewer")
    func manyThreads() throws {
        let workshop = try workshop()
        for threads in ["1000000", "9223372036854775807"] {
            let run = try workshop.run("analyze", "maps.npy", "--threads", threads, "--csv")
            #expect(run.status == 0)
            #expect(try run.text == workshop.run("analyze", "maps.npy", "--threads", "1", "--csv").text)
        }
    }
}
