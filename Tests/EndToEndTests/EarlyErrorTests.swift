import Foundation
import Testing

/// The elements of the inputs are damaged, so that a run that reads any of them fails with status 65.
@Suite("Wrong usage is an error before elements are read or computed")
struct EarlyErrorTests {
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        let (size, features) = (24, 8)
        for name in ["q", "maps"] {
            let shape = name == "q" ? [2, size, features] : [3, 4, size, size]
            try workshop.write(InputFiles.npy(shape), to: "\(name).npy")
        }
        // Weights of scores as large as these would be infinite or NaN; here they are only written.
        #expect(
            try workshop.run("render", "maps.npy", "--save-weights", "maps.npz", "-o", "z.svg").status == 0)
        #expect(
            try workshop.run(
                "render", "q.npy", "--axes", "head,query,key", "--save-weights", "q.npz", "-o", "z.svg"
            ).status == 0)
        for name in ["q", "maps"] {
            var bytes = [UInt8](try workshop.data("\(name).npz"))
            // In the middle are elements, which no longer have the checksum of the archive.
            bytes[bytes.count / 2] ^= 0x55
            try workshop.write(Data(bytes), to: "\(name).npz")
            try FileManager.default.removeItem(at: workshop.folder.appendingPathComponent("\(name).npy"))
        }
        try FileManager.default.removeItem(at: workshop.folder.appendingPathComponent("z.svg"))
        try workshop.write("a\nb\n", to: "two.txt")
        try workshop.write("a,b\nc,d\n", to: "texts.csv")
        return workshop
    }

    private static let render = ["render", "maps.npz"]
    private static let attend = ["attend", "--queries", "q.npz", "--keys", "q.npz"]
    private static let analyze = ["analyze", "maps.npz"]
    private static let compare = ["compare", "maps.npz", "maps.npz"]

    /// Options of all figures of weights.
    private static let figures: [String] = [
        "--column-titles a,b,c,d,e,f,g,h,i", "--row-titles a,b,c,d,e,f,g,h,i", "--panel-titles a", "--cmap none",
        "--vmin 1 --vmax 0", "--norm log --vmin 0", "--center 5 --vmin 0 --vmax 1", "--norm power --gamma 0",
        "--norm symlog --linear-threshold 0", "--color-scale row --colorbar bottom", "--annotate .99f",
        "--cell-texts texts.csv", "--split-x 99", "--split-y 99", "--split-x 0", "--split-x 5,3", "--mark 0,99",
        "--mark 99,0", "--figure-size 0.05in,0.05in", "--figure-size 300in", "--dpi 1", "--dpi 99999",
        "--cell-size 1000pt", "--select head=99", "--select none=1", "--reduce query=mean", "--reduce none=mean",
        "--columns 0", "-o none/z.png", "-o z.none", "-o .", "--select key=99",
        "--max-memory 1KB",
    ]

    private static let cases: [[String]] =
        figures.map { render + words($0) } + figures.map { attend + words($0) }
        + figures.filter { !$0.hasPrefix("--select head") && !$0.hasPrefix("--select none") }
        .map { compare + words($0) + ($0.contains("-o ") ? [] : ["-o", "z.png"]) }
        + [
            "--crop 0:10,0:10 --select query=0", "--crop 5:2,0:1", "--crop 99:,0:1", "--marginals --crop 0:5,0:5",
            "--marginals --select query=1", "--tokens two.txt", "--merge-subwords", "--valid-lens 1,2,3,4,5",
            "--save-weights w.none", "--save-weights w.csv", "--save-weights none/w.npy", "--save-weights .",
        ].flatMap { [render + words($0), attend + words($0)] }
        + [
            "--save-scores s.none", "--save-scores s.csv", "--save-scores none/s.npy", "--save-output o.npy",
            "--values q.npz --save-output o.csv", "--heads 7", "--score additive", "--window 0 --causal",
        ].map { attend + words($0) }
        + [
            "--metric separators", "--separators x", "--metric entropy -o none/z.png", "--metric entropy --cmap none",
            "--metric entropy --panel-titles a,b", "--metric entropy --mark 99,99", "--metric entropy --annotate xx",
            "--metric entropy --vmin 1 --vmax 0", "--metric entropy --figure-size 1pt",
            "--metric entropy --cell-texts texts.csv", "--metric entropy --split-x 99", "--metric entropy --columns 0",
            "--metric entropy --cell-size 1000pt --dpi 2400", "--metric entropy --row-titles a,b,c",
            "--axes a,b,query,key --metric entropy --select c=0", "--max-memory 1KB",
            "--rollout --cmap none", "--rollout --residual 1", "--rollout --save-weights w.none",
            "--rollout --save-weights none/w.npy", "--rollout -o none/z.png", "--rollout --mark 99,0",
            "--rollout --column-titles a,b,c", "--rollout --annotate xx", "--rollout --axes batch,head,query,key",
            "--rollout --figure-size 1pt", "--rollout --cell-size 1000pt", "--rollout --merge-subwords",
        ].map { analyze + words($0) }
        + [
            "--metric total_variation --cmap none", "--metric total_variation --mark 99,99",
            "--metric total_variation --column-titles a,b,c", "--metric total_variation -o none/z.png",
            "-o z.png --marginals", "--select head=0:2 --select-b head=0:3", "--max-memory 1KB",
        ].map { compare + words($0) }

    private static func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    @Test("The inputs are damaged", arguments: [render, attend, analyze, analyze + ["--rollout"], compare])
    func damaged(command: [String]) throws {
        let run = try workshop().run(command)
        #expect(run.status == 65)
        #expect(run.messages.contains("checksum") || run.messages.contains("CRC"), "\(run.messages)")
    }

    @Test("Nothing is read") func early() throws {
        let workshop = try workshop()
        let names = try workshop.names()
        for command in Self.cases {
            let run = try workshop.run(command)
            let isAboutFolder = ["none/", "-o .", "weights ."].contains { command.joined(separator: " ").contains($0) }
            // Titles and tokens that do not fit the data are errors of the data.
            let allowed: Set<Int32> = isAboutFolder ? [73, 64] : [64, 65]
            #expect(allowed.contains(run.status), "\(command.joined(separator: " ")): \(run.messages)")
            #expect(
                !run.messages.contains("checksum") && !run.messages.contains("CRC"),
                "\(command.joined(separator: " ")): \(run.messages)")
            #expect(try workshop.names() == names, "\(command.joined(separator: " "))")
        }
    }

    @Test("Random numbers are not drawn for a figure that cannot be")
    func studies() throws {
        let workshop = try workshop()
        // So many draws would take hours.
        let draws = ["--draws", "2000000000", "--num-keys", "1", "--dim", "1"]
        let known = try workshop.run(["score-functions", "--stats"] + draws)
        for options in ["-o z.png --cmap none", "-o none/z.png", "-o z.png --mark 99,99"] {
            let run = try workshop.run(["score-functions", "--stats"] + Self.words(options) + draws)
            #expect(run.status != 0 && run.messages != known.messages)
        }
    }
}
