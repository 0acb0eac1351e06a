import CairoRendering
import Tensors

/// The result of `diff`, as JSON or as a line of text.
struct DiffSummary: Encodable {
    let equal: Bool
    /// Width and height of both images and of the area compared, in pixels; nil where the sizes agree.
    let expectedSize: [Int]?
    let actualSize: [Int]?
    let comparedSize: [Int]?
    let rms: Double
    let largestDifference: Double
    let differingPixels: Int
    let differingPercent: Double
    /// The bounding box of the pixels that differ: left, top, width and height in pixels.
    let box: [Int]?

    init(_ comparison: ImageComparison, _ expected: PNGImage, _ actual: PNGImage, isEqual: Bool) {
        equal = isEqual
        let namesSizes = !comparison.sizesAgree
        expectedSize = namesSizes ? [expected.width, expected.height] : nil
        actualSize = namesSizes ? [actual.width, actual.height] : nil
        comparedSize = namesSizes ? [comparison.comparedWidth, comparison.comparedHeight] : nil
        rms = comparison.rms
        largestDifference = comparison.largestDifference
        differingPixels = comparison.differingPixels
        differingPercent = comparison.differingShare * 100
        box = comparison.differingBox.map {
            [$0.columns.lowerBound, $0.rows.lowerBound, $0.columns.count, $0.rows.count]
        }
    }

    var text: String {
        let verdict = equal ? "equal" : "different"
        guard let expectedSize, let actualSize, let comparedSize else {
            return largestDifference > 0 ? "\(verdict): \(measures)\n" : "\(verdict)\n"
        }
        let sizes = "expected \(Self.size(expectedSize)) pixels, found \(Self.size(actualSize))"
        let area = "the \(Self.size(comparedSize)) that both have, from the upper left"
        return "\(verdict): \(sizes); "
            + (largestDifference > 0 ? "in \(area): \(measures)\n" : "\(area), are equal\n")
    }

    private var measures: String {
        let levels = DecimalText.general(largestDifference, digits: 3)
        let pixels = "\(differingPixels) \(differingPixels == 1 ? "pixel" : "pixels")"
        let place = box.map { " in the box at (\($0[0]), \($0[1])) of \($0[2]) x \($0[3])" } ?? ""
        return "rms \(DecimalText.general(rms, digits: 3)), largest difference \(levels), "
            + "\(pixels) (\(Self.percent(differingPercent)) %)\(place)"
    }

    /// One decimal; small shares with one digit that is not 0, so that one pixel of many is not 0 %.
    private static func percent(_ percent: Double) -> String {
        var (decimals, least) = (1, 0.1)
        while percent > 0, percent < least, decimals < 12 { (decimals, least) = (decimals + 1, least / 10) }
        let text = DecimalText.fixed(percent, decimals: decimals)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    private static func size(_ sides: [Int]) -> String { sides.map(String.init).joined(separator: " x ") }

    /// Notes on what two images differ in besides their stored pixels.
    static func notes(_ expected: PNGImage, _ actual: PNGImage) -> [String] {
        var notes: [String] = []
        // Files without the chunk are sRGB, whose exponent is 1 / 2.2.
        let (one, other) = (expected.gamma ?? 0.45455, actual.gamma ?? 0.45455)
        if abs(one - other) > 0.001 {
            notes.append(
                "the images declare different gammas (\(DecimalText.general(one, digits: 4)) and "
                    + "\(DecimalText.general(other, digits: 4))), which viewers may apply; stored values are compared")
        }
        if expected.isAnimated || actual.isAnimated {
            notes.append("of an animation one picture is compared, that of viewers which do not play it")
        }
        return notes
    }
}
