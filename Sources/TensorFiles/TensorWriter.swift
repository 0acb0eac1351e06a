import Tensors

/// Writes named tensors to a file, in the format of its extension.
///
/// The file is either the complete new one or the untouched old one, and the same tensors give the same bytes.
/// `TensorStream` writes a tensor that does not fit in memory.
public enum TensorWriter {
    /// Writes float32 tensors: one to `.npy`, one of two axes to `.csv` and `.tsv`, any number to `.npz` and
    /// `.safetensors`.
    ///
    /// - Throws: `TensorFileError.cannotHold` for another extension, for tensors that the format cannot hold, and for
    ///   names given twice; `.tooManyAxes`; `.cannotCreate`, `.writeFailed`.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], to path: String
    ) throws(TensorFileError) {
        try prepare(tensors, for: path).commit()
    }

    /// As `write`, but the new file replaces the old one only with `commit()`, so that a program can write several files
    /// before it replaces any.
    ///
    /// - Throws: as `write`.
    public static func prepare(
        _ tensors: [(name: String, tensor: Tensor)], for path: String
    ) throws(TensorFileError) -> AtomicFile {
        var declared: [TensorDeclaration] = []
        for (name, tensor) in tensors {
            declared.append(try TensorDeclaration(name: name, shape: tensor.shape, path: path))
        }
        let encoder = try TensorStream.encoder(declared, path: path)
        var stream = try TensorStream(path: path, declared, encoder)
        for index in encoder.order { try stream.append(tensors[index].tensor.elements) }
        return try stream.finish()
    }
}
