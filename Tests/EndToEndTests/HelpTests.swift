import Foundation
import Testing

@Suite("Help and readme")
struct HelpTests {
    private func options(in text: String) -> Set<String> {
        Set(text.matches(of: /--[a-z][a-z-]*[a-z]/).map { String($0.output) })
    }

    private func help(_ subcommand: String) throws -> String { try Workshop().run(subcommand, "--help").text }

    @Test(
        "The readme's table names every option of each command",
        arguments: ["render", "attend", "info", "analyze", "compare"])
    func readme(subcommand: String) throws {
        let readme = try String(contentsOfFile: PackageFiles.path("README.md"), encoding: .utf8)
        let parts = readme.components(separatedBy: "\n## ")
        let table = try #require(parts.first { $0.hasPrefix("Formats and flags") })
        let missing = options(in: try help(subcommand)).subtracting(options(in: table))
        #expect(missing.subtracting(["--output", "--version", "--help"]).isEmpty)
    }

    @Test("The readme's table names no option that there is not")
    func noMore() throws {
        let readme = try String(contentsOfFile: PackageFiles.path("README.md"), encoding: .utf8)
        let parts = readme.components(separatedBy: "\n## ")
        let table = try #require(parts.first { $0.hasPrefix("Formats and flags") })
        let known = options(
            in: try ["render", "attend", "info", "analyze", "compare", "diff", "colormaps"].map(help).joined())
        #expect(options(in: table).subtracting(known).isEmpty)
    }

    @Test("Exit statuses in the help are those of the readme")
    func statuses() throws {
        let readme = try String(contentsOfFile: PackageFiles.path("README.md"), encoding: .utf8)
        let help = try Workshop().run("--help").text
        for status in ["64 wrong usage", "65 bad data", "73 output cannot be created"] {
            for text in [readme, help] {
                #expect(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(status))
            }
        }
    }
}
