/// A format that is not read, but recognised so that an error can say how to convert it.
public enum ForeignFormat: Sendable, CaseIterable {
    case zip, hdf5, pickle, gguf, gzip, gitLFS, text

    /// How to get the data into a format that is read.
    var advice: String {
        switch self {
        case .zip: "save arrays with numpy.savez, or tensors with safetensors.torch.save_file"
        case .hdf5, .gguf: "save the array with numpy.save"
        case .pickle: "a pickle can run any program; save the array with numpy.save or safetensors.torch.save_file"
        case .gzip: "unpack it first"
        case .gitLFS: "fetch the file with 'git lfs pull'"
        case .text: "if it holds numbers, name it .csv, .tsv or .json, or say which format it is"
        }
    }
}

extension ForeignFormat: CustomStringConvertible {
    public var description: String {
        switch self {
        case .zip: "a zip archive without NumPy arrays (PyTorch .pt, say)"
        case .hdf5: "an HDF5 file"
        case .pickle: "a Python pickle"
        case .gguf: "a GGUF file"
        case .gzip: "gzip-compressed data"
        case .gitLFS: "a pointer of Git LFS instead of the file"
        case .text: "text"
        }
    }
}
