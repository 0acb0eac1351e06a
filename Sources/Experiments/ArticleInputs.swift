import Tensors

/// The inputs that several experiments of the articles share.
enum ArticleInputs {
    /// The values 0, 1, 2, ... in shape (1, keys, 4), repeated along the batch axis.
    static func values(batch: Int, keys: Int) throws(TensorError) -> Tensor {
        let one = try Tensor.arange(to: Double(keys * 4)).elements
        return try Tensor(shape: [batch, keys, 4], elements: (0..<batch).flatMap { _ in one })
    }
}
