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
            equal. Of images of different sizes the area that both have is compared, from the upper left corner.
            """)

    @Argument(help: ArgumentHelp("The expected image.", valueName: "expected.png"))
    var expected: String
    @Argument(help: ArgumentHelp("The image to check.", valueName: "actual.png"))
    var actual: String
    @Option(help: ArgumentHelp("The largest difference of a channel that is ignored, 0 to 255.", valueName: "levels"))
    var tolerance = 0
    @Option(help: ArgumentHelp("The share of the pixels that may differ.", valueName: "percent"))
    var maxDifferent = Share(percent: 0)
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

    /// A percentage on the command line: `0.01%`.
    struct Share: ExpressibleByArgument {
        let percent: Double

        init(percent: Double) { self.percent = percent }

        init?(argument: String) {
            let digits = argument.hasSuffix("%") ? String(argument.dropLast()) : argument
            guard let percent = Double(digits), (0...100).contains(percent) else { return nil }
            self.percent = percent
        }

        var defaultValueDescription: String { "0%" }
    }

    func validate() throws {
        guard (0...255).contains(tolerance) else {
            throw ValidationError("--tolerance must be from 0 to 255, found \(tolerance).")
        }
        if let output, [expected, actual].contains(where: { TensorReference.isSameFile($0, output) }) {
            throw ValidationError("-o \(output) would overwrite an input; give it another name.")
        }
        if let output, let end = output.split(separator: "/").last?.split(separator: ".").dropFirst().last,
            end.lowercased() != "png"
        {
            throw ValidationError("-o \(output): the images side by side are a PNG file; name it .png.")
        }
    }

    func run() throws {
        var stages = Timings()
        let (right, found) = try stages.measure("read") {
            let files = try [expected, actual].map { try ByteSource(path: $0).contents() }
            try checkMemory(files)
            return (try Self.image(files[0], expected), try Self.image(files[1], actual))
        }
        let comparison = stages.measure("compare") {
            ImageComparison(expected: right, actual: found, tolerance: tolerance)
        }
        let isEqual = comparison.sizesAgree && comparison.differingShare * 100 <= maxDifferent.percent
        let summary = DiffSummary(comparison, right, found, isEqual: isEqual)
        try StandardStream.output.write(json ? JSONOutput.bytes(summary) : Array(summary.text.utf8))
        if !isEqual, let output {
            let strip = try stages.measure("encode png") {
                try ImageComparison.strip(expected: right, actual: found).png()
            }
            try stages.measure("write") { try AtomicFile.write(strip, to: output) }
        }
        for note in DiffSummary.notes(right, found) { Message.note(note) }
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
