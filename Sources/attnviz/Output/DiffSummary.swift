import CairoRendering

/// The result of `diff`, as JSON or as a line of text.
struct DiffSummary: Encodable {
    let equal: Bool
    let expectedSize: [Int]?
    let actualSize: [Int]?
    let rms: Double?
    let largestDifference: Int?
    let differingPixels: Int?
    let differingPercent: Double?
    /// The bounding box of the pixels that differ: left, top, width and height in pixels.
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

    /// The result for images of different sizes.
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
