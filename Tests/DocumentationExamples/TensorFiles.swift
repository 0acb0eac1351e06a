import TensorFiles
import Tensors

func tensorFilesExample() throws {
    // Example: Sources/TensorFiles/TensorFiles.docc/TensorFiles.md
    let file = try TensorFile.open("attentions.npz")
    let weights = try file.tensor(named: "weights")
    let head = try weights.read(leading: [0, 3])
    print(head.shape, try file.axisLabels().x ?? [])
    // End of example
    // Example: Sources/TensorFiles/TensorFiles.docc/TensorFiles.md
    let count = 2_000
    var stream = try TensorStream(path: "weights.npy", name: "weights", shape: Shape([count, count]))
    let row = [Float](repeating: 1 / Float(count), count: count)
    for _ in 0..<count { try stream.append(row) }
    try stream.finish().commit()
    // End of example
}

func tensorFileExample() throws {
    // Example: Sources/TensorFiles/TensorFile.swift
    let file = try TensorFile.open("attentions.npy")
    let head = try file.tensor().read(leading: [0, 3])
    // End of example
    expect(head.shape.rank == 2)
}

/// Compiled only: it writes 1.6 GB.
func tensorStreamExample() throws {
    // Example: Sources/TensorFiles/TensorStream.swift
    var stream = try TensorStream(path: "weights.npy", name: "weights", shape: Shape([20_000, 20_000]))
    let row = [Float](repeating: 1 / 20_000, count: 20_000)
    for _ in 0..<20_000 { try stream.append(row) }
    try stream.finish().commit()
    // End of example
}
