import ArgumentParser
import CairoRendering
import TensorFiles

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two PNG files; the exit status is 1 when they differ.",
        discussion: """
            Two pixels differ when a channel (red, green, blue or alpha) differs by more than --tolerance. Two images differ \
            when their sizes differ, or more than --max-different of their pixels. Values are compared as they are stored: \
            gamma and profiles are not applied, a file without alpha is opaque, and 8 and 16 bits of the same values are \
            equal. Of images of different sizes the area that both have is compared, from the upper left corner. \
            A file may have 1 GiB and 64 pixels a byte, at least 2^26 and at most 2^28.
            """)

    @Argument(help: ArgumentHelp("The expected image.", valueName: "expected.png"))
    var expected: String
    @Argument(help: ArgumentHelp("The image to check.", valueName: "actual.png"))
    var actual: String
    @Option(help: ArgumentHelp("The largest difference of a channel that is ignored, 0 to 255.", valueName: "levels"))
    var tolerance = 0
    @Option(help: ArgumentHelp("The share of the pixels that may differ.", valueName: "percent"))
    var maxDifferent = Percentage(percent: 0)
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            """
            If the images differ, write expected, difference and actual side by side; what only one of them has is striped.
            """, valueName: "file.png"))
    var output: String?
    @Flag(help: "Print JSON.")
    var json = false
    @OptionGroup var timing: TimingOption

    func validate() throws {
        guard (0...255).contains(tolerance) else {
            throw ValidationError("--tolerance must be from 0 to 255, found \(tolerance).")
        }
        if let output, output.isEmpty || output == "-" {
            throw ValidationError("-o needs the name of a file; '\(output)' is none.")
        }
        var written = WrittenFiles()
        try written.addStandardOutput(json ? "--json" : nil)
        if let output { try written.add("-o", output) }
        try written.check(inputs: [expected, actual])
        if let output, let end = output.split(separator: "/").last?.split(separator: ".").dropFirst().last,
            end.lowercased() != "png"
        {
            throw ValidationError("-o \(output): the images side by side are a PNG file; name it .png.")
        }
    }

    func run() throws {
        var stages = Timings()
        let (right, found) = try stages.measure("read") {
            let files = try [expected, actual].map {
                try ByteSource(path: $0).contents(atMost: FileLimits.pictureBytes)
            }
            try checkMemory(files)
            return (try Self.image(files[0], expected), try Self.image(files[1], actual))
        }
        let comparison = stages.measure("compare") {
            ImageComparison(expected: right, actual: found, tolerance: tolerance)
        }
        let isEqual = comparison.sizesAgree && comparison.differingShare * 100 <= maxDifferent.percent
        let summary = DiffSummary(comparison, right, found, isEqual: isEqual)
        var result = RunResult()
        result.standardOutput = json ? try JSONOutput.bytes(summary) : Array(summary.text.utf8)
        if !isEqual, let output {
            let strip = try stages.measure("encode png") {
                try ImageComparison.strip(expected: right, actual: found).png()
            }
            result.files.append((output, strip))
        }
        result.notes = DiffSummary.notes(right, found)
        if result.files.isEmpty {
            try result.write()
        } else {
            try stages.measure("write") { try result.write() }
        }
        timing.printLines(of: stages)
        if !isEqual { throw ExitCode(1) }
    }

    private static func image(_ bytes: [UInt8], _ path: String) throws -> PNGImage {
        do {
            return try PNGImage(bytes)
        } catch {
            throw DataError("\(path): \(error)")
        }
    }
}
