/// A format that is recognised only to say how to convert it.
public enum ForeignFormat: Sendable, CaseIterable {
    case zip, hdf5, pickle, gguf, gzip

    /// What the content looks like; nil when it is of no known kind.
    init?(_ source: ByteSource) {
        guard let match = Self.allCases.first(where: { source.starts(with: $0.magic) }) else { return nil }
        self = match
    }

    private var magic: [UInt8] {
        switch self {
        case .zip: [0x50, 0x4B, 0x03, 0x04]
        case .hdf5: [0x89, 0x48, 0x44, 0x46]
        case .pickle: [0x80]
        case .gguf: Array("GGUF".utf8)
        case .gzip: [0x1F, 0x8B]
        }
    }

    var name: String {
        switch self {
        case .zip: "a zip archive without NumPy arrays (PyTorch .pt, say)"
        case .hdf5: "an HDF5 file"
        case .pickle: "a Python pickle"
        case .gguf: "a GGUF file"
        case .gzip: "gzip-compressed data"
        }
    }

    var advice: String {
        switch self {
        case .zip: "save arrays with numpy.savez, or tensors with safetensors.torch.save_file"
        case .hdf5, .gguf: "save the array with numpy.save"
        case .pickle: "a pickle can run any program; save the array with numpy.save or safetensors.torch.save_file"
        case .gzip: "unpack it first"
        }
    }
}
