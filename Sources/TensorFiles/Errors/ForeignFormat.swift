/// A format that is not read, but recognised so that an error can say how to convert it.
public enum ForeignFormat: Sendable, CaseIterable {
    case zip, hdf5, pickle, gguf, gzip, bzip2, xz, zstandard, matlab, parquet, arrow, spreadsheet, image, gitLFS, text

    /// How to get the data into a format that is read.
    var advice: String {
        switch self {
        case .zip: "save arrays with numpy.savez, or tensors with safetensors.torch.save_file"
        case .hdf5, .gguf: "save the array with numpy.save"
        case .pickle: "a pickle can run any program; save the array with numpy.save or safetensors.torch.save_file"
        case .gzip, .bzip2, .xz, .zstandard: "unpack it first"
        case .matlab: "save the array with numpy.save(path, scipy.io.loadmat(file)['name'])"
        case .parquet: "save the table with pandas.read_parquet(file).to_csv(path)"
        case .arrow: "save the table with pandas.read_feather(file).to_csv(path)"
        case .spreadsheet: "save the sheet as CSV"
        case .image: "save the numbers it was drawn from with numpy.save"
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
        case .bzip2: "bzip2-compressed data"
        case .xz: "xz-compressed data"
        case .zstandard: "Zstandard-compressed data"
        case .matlab: "a MATLAB file"
        case .parquet: "a Parquet table"
        case .arrow: "an Arrow or Feather table"
        case .spreadsheet: "an Excel workbook"
        case .image: "a picture"
        case .gitLFS: "a pointer of Git LFS instead of the file"
        case .text: "text"
        }
    }
}
