import Tensors

/// A strided view of a matrix (n, d) of queries, keys or values in memory.
///
/// The memory must stay valid and unchanged while the view is used. Rows of a mapped file and single heads of a tensor need
/// no copy.
public struct FeatureRows {
    let elements: UnsafeBufferPointer<Float>
    /// n, the number of rows.
    public let count: Int
    /// d, the number of features.
    public let features: Int
    /// The distance between the first features of neighbouring rows, in elements.
    public let stride: Int

    /// - Parameters:
    ///   - elements: the elements, row by row.
    ///   - operand: the name of the matrix in errors.
    ///   - count: the number of rows, n.
    ///   - features: the number of features, d.
    ///   - stride: the distance between rows in elements; nil for rows without gaps.
    /// - Throws: `AttentionError.emptyAxis` without features, `.rowsBeyondElements` if there are too few elements.
    public init(
        _ elements: UnsafeBufferPointer<Float>, operand: AttentionInput, count: Int, features: Int, stride: Int? = nil
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

    /// A range of the rows.
    ///
    /// - Precondition: the range is inside the rows.
    subscript(rows: Range<Int>) -> FeatureRows {
        precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows \(rows) of \(count)")
        guard !rows.isEmpty else { return FeatureRows(unchecked: elements, count: 0, self) }
        let start = rows.lowerBound * stride
        let end = (rows.upperBound - 1) * stride + features
        return FeatureRows(unchecked: UnsafeBufferPointer(rebasing: elements[start..<end]), count: rows.count, self)
    }

    /// A copy of the rows as a tensor (1, n, d).
    var tensor: Tensor {
        var packed = [Float]()
        packed.reserveCapacity(count * features)
        for row in 0..<count { packed.append(contentsOf: elements[row * stride..<row * stride + features]) }
        // The rows are inside `elements`, so the size of the shape cannot overflow.
        guard let shape = try? Shape([1, count, features]) else { preconditionFailure("\(count) rows of \(features)") }
        return Tensor(shape: shape, elements: packed)
    }

    private init(unchecked elements: UnsafeBufferPointer<Float>, count: Int, _ whole: FeatureRows) {
        self.elements = elements
        self.count = count
        features = whole.features
        stride = whole.stride
    }
}
