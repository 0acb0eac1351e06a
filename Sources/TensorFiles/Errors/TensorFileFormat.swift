/// The formats that can be read.
public enum TensorFileFormat: String, Sendable, CaseIterable {
    /// One array of NumPy.
    case npy
    /// Several arrays of NumPy, stored or deflated.
    case npz
    /// Named tensors, as Hugging Face stores them.
    case safetensors
    /// A matrix in text, its cells separated by commas, semicolons or tabs.
    case csv
    /// A matrix in text, its cells separated by tabs.
    case tsv
    /// A matrix in text, its cells separated by white space or any of the above (`.txt`, `.dat`).
    case txt
    /// Nested lists of numbers, or an object that holds them.
    case json

    /// Whether files of the format are tables of text, whose columns may have labels.
    public var isTable: Bool {
        switch self {
        case .csv, .tsv, .txt: true
        case .npy, .npz, .safetensors, .json: false
        }
    }

    /// The extension of its files, without the dot.
    public var fileExtension: String { rawValue }

    /// The format that the extension of `path` stands for, in any case of letters; nil when it stands for none.
    init?(path: String) {
        let end = fileName(path).split(separator: ".", omittingEmptySubsequences: false).last ?? ""
        self.init(rawValue: end.lowercased() == "dat" ? "txt" : end.lowercased())
    }
}

extension TensorFileFormat: CustomStringConvertible {
    public var description: String {
        switch self {
        case .npy: "NumPy array"
        case .npz: "NumPy archive"
        case .safetensors: "safetensors"
        case .csv: "comma-separated values"
        case .tsv: "tab-separated values"
        case .txt: "numbers separated by white space"
        case .json: "JSON"
        }
    }
}
