import Tensors

func tensorsExample() throws {
    // Example: Sources/Tensors/Tensors.docc/Tensors.md
    var generator = TorchGenerator(seed: 0)
    let queries = try generator.normal([2, 1, 20])
    let keys = try Tensor(repeating: 1, shape: [2, 10, 2])
    print(queries.shape, keys.slice(0).shape)
    // End of example
}

func axisSelectionExample() throws {
    // Example: Sources/Tensors/Axes/AxisSelection.swift
    let part = try AxisSelection([
        ("layer", .position(3)), ("head", .range(from: 0, to: 4)), ("key", .list([1, 5, 7])),
    ])
    // End of example
    expect(part.choices.count == 3)
}

func torchGeneratorExample() throws {
    // Example: Sources/Tensors/Random/TorchGenerator.swift
    var generator = TorchGenerator(seed: 0)  // torch.manual_seed(0)
    let queries = try generator.normal([2, 1, 2])  // torch.normal(0, 1, (2, 1, 2))
    // 1.5410, -0.2934, -2.1788, 0.5684
    // End of example
    expect(queries.elements.map { ($0 * 1e4).rounded() / 1e4 } == [1.5410, -0.2934, -2.1788, 0.5684])
}
