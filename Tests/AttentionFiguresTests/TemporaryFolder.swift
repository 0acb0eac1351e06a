import Foundation
import TensorFiles
import Tensors

/// A folder that is removed with its content when the value ends.
final class TemporaryFolder {
    private let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("attnviz-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// The path of a new file with a tensor.
    func write(_ tensor: Tensor, to name: String) throws -> String {
        try TensorWriter.write([("t", tensor)], to: path(name))
        return path(name)
    }

    /// A tensor of a new file.
    func stored(_ tensor: Tensor, in name: String = "t.npy") throws -> StoredTensor {
        try TensorFile.open(write(tensor, to: name)).tensor()
    }
}
