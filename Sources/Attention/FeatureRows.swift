import Tensors

/// Queries or keys where they lie in memory: (n, d), each row `stride` elements after the one before it.
///
/// A view: the memory must live, unchanged, as long as the view is used. It serves mapped files and single heads without a
/// copy; for tensors, `StreamingAttentionMap` makes its own views.
public struct FeatureRows {
    let elements: UnsafeBufferPointer<Float>
    /// n
    public let count: Int
    /// d
    public let features: Int
    /// The distance between the first features of neighbouring rows, in elements.
    public let stride: Int

    /// - Parameters:
    ///   - elements: the features of one row after the other
    ///   - operand: what an error calls the rows: "queries" or "keys"
    ///   - count: the number of rows, n
    ///   - features: the size of a row, d
    ///   - stride: nil for rows without gaps
    /// - Throws: `AttentionError.emptyAxis` without features, or `.rowsBeyondElements` when the rows do not fit.
    public init(
        _ elements: UnsafeBufferPointer<Float>, operand: String, count: Int, features: Int, stride: Int? = nil
    ) throws(AttentionError) {
        let stride = stride ?? features
        guard features > 0 else { throw .emptyAxis(operand: operand, of: "feature", found: [count, features]) }
        guard Self.fits(count: count, features: features, stride: stride, into: elements.count) else {
            throw .rowsBeyondElements(operand: operand, shape: [count, features], elements: elements.count)
        }
        self.elements = elements
        self.count = count
        self.features = features
        self.stride = stride
    }

    private static func fits(count: Int, features: Int, stride: Int, into elements: Int) -> Bool {
        guard count >= 0, stride >= features else { return false }
        guard count > 0 else { return true }
        let (lastRow, overflow) = (count - 1).multipliedReportingOverflow(by: stride)
        return !overflow && features <= elements && lastRow <= elements - features
    }

    /// - Precondition: the range is inside the rows.
    subscript(rows: Range<Int>) -> FeatureRows {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows \(rows) of \(count)")
        guard !rows.isEmpty else { return FeatureRows(unchecked: elements, count: 0, self) }
        let start = rows.lowerBound * stride
        let end = (rows.upperBound - 1) * stride + features
        return FeatureRows(unchecked: UnsafeBufferPointer(rebasing: elements[start..<end]), count: rows.count, self)
    }

    private init(unchecked elements: UnsafeBufferPointer<Float>, count: Int, _ whole: FeatureRows) {
        self.elements = elements
        self.count = count
        features = whole.features
        stride = whole.stride
    }
}
