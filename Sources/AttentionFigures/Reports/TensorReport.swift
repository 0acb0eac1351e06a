import Attention
import Tensors

/// A tensor in JSON: `{"shape":[2,10],"data":[...]}`, row-major.
public struct TensorReport: Encodable, Sendable {
    /// The largest number of elements that JSON lists.
    public static let largestCount = 100_000

    public let shape: [Int]
    public let data: [Float]

    /// Nil for more than `largestCount` elements.
    public init?(_ tensor: Tensor) {
        guard tensor.shape.count <= Self.largestCount else { return nil }
        shape = tensor.shape.dimensions
        data = tensor.elements
    }

    /// Nil for more than `largestCount` elements.
    ///
    /// - Parameters:
    ///   - rows: the elements.
    ///   - pass: the size of the blocks in which they are read or computed.
    /// - Throws: errors of producing the rows.
    public init?(_ rows: any WeightRows, pass: RowPass = RowPass()) throws {
        guard rows.axes.weightCount <= Double(Self.largestCount) else { return nil }
        self.init(try AttentionWeights(rows, pass: pass).values)
    }
}
