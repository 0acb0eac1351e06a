import Support
import TensorFiles
import Tensors

extension TemporaryFolder {
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
