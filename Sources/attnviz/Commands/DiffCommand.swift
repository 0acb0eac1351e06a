import ArgumentParser
import CairoRendering
import TensorFiles

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two PNG files; the exit status is 1 when they differ.",
        discussion: """
            Pixels differ when a channel differs by more than the tolerance; pictures differ when more than the allowed \
            share of their pixels do, or their sizes do.
            """)

    @Argument(help: ArgumentHelp("The picture that is right.", valueName: "expected.png"))
    var expected: String
    @Argument(help: ArgumentHelp("The picture to check.", valueName: "actual.png"))
    var actual: String
    @Option(help: ArgumentHelp("Differences of a channel up to this do not count, 0 to 255.", valueName: "levels"))
    var tolerance = 0
    @Option(help: ArgumentHelp("The share of the pixels that may differ.", valueName: "percent"))
    var maxDifferent = Share(percent: 0)
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Write expected, difference and actual side by side, when they differ.", valueName: "file.png"))
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
    }

    func run() throws {
        var stages = Timings()
        let (right, found) = try stages.measure("read") { (try Self.image(expected), try Self.image(actual)) }
        let isEqual: Bool
        if right.width == found.width, right.height == found.height {
            let comparison = try stages.measure("compare") {
                try ImageComparison(expected: right, actual: found, tolerance: tolerance)
            }
            isEqual = comparison.differingShare * 100 <= maxDifferent.percent
            let summary = DiffSummary(comparison, isEqual: isEqual)
            try StandardStream.output.write(json ? JSONOutput.bytes(summary) : Array(summary.text.utf8))
        } else {
            isEqual = false
            let summary = DiffSummary(right, found)
            try StandardStream.output.write(json ? JSONOutput.bytes(summary) : Array(summary.text.utf8))
        }
        if !isEqual, let output {
            let strip = try stages.measure("encode png") {
                try ImageComparison.strip(expected: right, actual: found).png()
            }
            try stages.measure("write") { try AtomicFile.write(strip, to: output) }
        }
        timing.say(stages)
        if !isEqual { throw ExitCode(1) }
    }

    private static func image(_ path: String) throws -> RGBImage {
        let bytes = try ByteSource(path: path).contents()
        do {
            return try RGBImage(png: bytes)
        } catch {
            throw DataError("\(path): \(error)")
        }
    }
}

/// What `diff` reports.
struct DiffSummary: Encodable {
    let equal: Bool
    let expectedSize: [Int]?
    let actualSize: [Int]?
    let rms: Double?
    let largestDifference: Int?
    let differingPixels: Int?
    let differingPercent: Double?
    /// Left, top, width and height in pixels.
    let box: [Int]?

    init(_ comparison: ImageComparison, isEqual: Bool) {
        equal = isEqual
        expectedSize = nil
        actualSize = nil
        rms = comparison.rms
        largestDifference = comparison.largestDifference
        differingPixels = comparison.differingPixels
        differingPercent = comparison.differingShare * 100
        box = comparison.differingBox.map {
            [$0.columns.lowerBound, $0.rows.lowerBound, $0.columns.count, $0.rows.count]
        }
    }

    /// Pictures of different sizes.
    init(_ expected: RGBImage, _ actual: RGBImage) {
        equal = false
        expectedSize = [expected.width, expected.height]
        actualSize = [actual.width, actual.height]
        rms = nil
        largestDifference = nil
        differingPixels = nil
        differingPercent = nil
        box = nil
    }

    var text: String {
        if let expectedSize, let actualSize {
            return "different: expected \(expectedSize[0]) x \(expectedSize[1]) pixels, found "
                + "\(actualSize[0]) x \(actualSize[1])\n"
        }
        guard let rms, let largestDifference, let differingPixels, let differingPercent else { return "" }
        let share = differingPercent >= 0.1 ? (differingPercent * 10).rounded() / 10 : differingPercent
        var text = equal ? "equal" : "different"
        if largestDifference > 0 {
            text +=
                ": rms \((rms * 1000).rounded() / 1000), largest difference \(largestDifference), "
                + "\(differingPixels) pixels (\(share) %)"
        }
        if let box { text += " in the box at (\(box[0]), \(box[1])) of \(box[2]) x \(box[3])" }
        return text + "\n"
    }
}
