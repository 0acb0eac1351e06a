// The draws of PyTorch's layers: the initial weights of nn.Linear, and the mask of nn.Dropout.
extension TorchGenerator {
    /// The initial weight of `nn.Linear(inputs, outputs, bias=False)`: shape (outputs, inputs), spread evenly over
    /// [-b, b) with b = 1 / sqrt(inputs).
    ///
    /// - Throws: `TensorError` when a size is negative or the shape is too large.
    public mutating func linearWeight(inputs: Int, outputs: Int) throws(TensorError) -> Tensor {
        let bound = Self.linearBound(inputs: inputs)
        return try uniform([outputs, inputs], from: -bound, to: bound)
    }

    /// The initial parameters of `nn.Linear(inputs, outputs)`: the weight of shape (outputs, inputs), then the bias of
    /// shape (outputs), both spread evenly over [-b, b) with b = 1 / sqrt(inputs).
    ///
    /// - Throws: `TensorError` when a size is negative or the shape is too large.
    public mutating func linearLayer(
        inputs: Int, outputs: Int
    ) throws(TensorError) -> (weight: Tensor, bias: Tensor) {
        let bound = Self.linearBound(inputs: inputs)
        let weight = try uniform([outputs, inputs], from: -bound, to: bound)
        let bias = try uniform([outputs], from: -bound, to: bound)
        return (weight, bias)
    }

    /// Which of `count` elements `torch.nn.functional.dropout` keeps in training: each with probability
    /// 1 - `probability`. A probability of 0 or 1 draws nothing.
    ///
    /// - Precondition: `probability` is in [0, 1] and `count` is not negative.
    public mutating func dropoutMask(count: Int, probability: Double) -> [Bool] {
        precondition(0...1 ~= probability, "a dropout probability of \(probability)")
        precondition(count >= 0, "a count of \(count) random numbers")
        guard probability > 0 && probability < 1 else { return [Bool](repeating: probability == 0, count: count) }
        return bernoulli(count: count, probability: 1 - probability)
    }

    /// A copy of `tensor` as `torch.nn.functional.dropout` returns it in training: elements are dropped with
    /// `probability`, and the kept ones are multiplied by 1 / (1 - `probability`).
    ///
    /// A dropped element is multiplied by 0, so that NaN stays NaN and the sign of a zero is kept.
    ///
    /// - Precondition: `probability` is in [0, 1].
    public mutating func dropout(_ tensor: Tensor, probability: Double) -> Tensor {
        let kept = dropoutMask(count: tensor.shape.count, probability: probability)
        let factor = probability < 1 ? 1 / Float(1 - probability) : 0
        let elements = zip(tensor.elements, kept).map { element, isKept in element * (isKept ? factor : 0) }
        return Tensor(shape: tensor.shape, elements: elements)
    }

    /// `count` draws that are true with `probability`, as `tensor.bernoulli_(probability)` makes them.
    ///
    /// - Precondition: `probability` is in [0, 1] and `count` is not negative.
    public mutating func bernoulli(count: Int, probability: Double) -> [Bool] {
        precondition(0...1 ~= probability, "a probability of \(probability)")
        precondition(count >= 0, "a count of \(count) random numbers")
        var outcomes = [Bool]()
        outcomes.reserveCapacity(count)
        for _ in 0..<count { outcomes.append(unitDouble() < probability) }
        return outcomes
    }

    /// One draw per element, true with the element as its probability, as `torch.bernoulli(probabilities)` makes them.
    ///
    /// Unlike `bernoulli(count:probability:)` it takes one output of the engine per draw. A NaN is never true.
    public mutating func bernoulli(_ probabilities: Tensor) -> BooleanTensor {
        var outcomes = [Bool]()
        outcomes.reserveCapacity(probabilities.shape.count)
        for probability in probabilities.elements { outcomes.append(unitFloat() < probability) }
        return BooleanTensor(shape: probabilities.shape, elements: outcomes)
    }

    /// PyTorch computes this bound with `calculate_gain`; rounded to single precision it is 1 / sqrt(inputs).
    private static func linearBound(inputs: Int) -> Float {
        inputs > 0 ? Float(1 / Double(inputs).squareRoot()) : 0
    }
}
