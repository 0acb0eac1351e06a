import Tensors

/// Writes named tensors to a file; its extension is the format.
///
/// The file is either the complete new one or the untouched old one, and the same tensors give the same bytes.
public enum TensorWriter {
    private static let formats = ".npy, .npz, .safetensors, .csv or .tsv"

    /// Writes float32 tensors: one to `.npy`, one of two axes to `.csv` and `.tsv`, any number to `.npz` and
    /// `.safetensors`.
    ///
    /// - Throws: `TensorFileError.cannotHold` for another extension, for tensors that the format cannot hold, and for
    ///   names given twice; `.tooManyAxes`; `.cannotCreate`, `.writeFailed`.
    public static func write(
        _ tensors: [(name: String, tensor: Tensor)], to path: String
    ) throws(TensorFileError) {
        switch TensorFileFormat(path: path) {
        case .npy: try NPYWriter.write(only(tensors, path), to: path)
        case .npz: try NPZWriter.write(tensors, to: path)
        case .safetensors: try SafetensorsWriter.write(tensors, to: path)
        case .csv: try CSVWriter.write(only(tensors, path), to: path)
        case .tsv: try CSVWriter.write(only(tensors, path), to: path, separator: .tab)
        case .json, nil:
            throw .cannotHold(
                path: path, expected: "an extension \(formats)", found: "none of these", advice: "rename the output")
        }
    }

    private static func only(
        _ tensors: [(name: String, tensor: Tensor)], _ path: String
    ) throws(TensorFileError) -> Tensor {
        guard tensors.count == 1, let only = tensors.first else {
            throw .cannotHold(
                path: path, expected: "one tensor", found: "\(tensors.count)",
                advice: "several go to .npz or .safetensors")
        }
        return only.tensor
    }

    /// - Throws: `TensorFileError.cannotHold` for a name given twice, `.tooManyAxes`.
    static func check(_ tensors: [(name: String, tensor: Tensor)], _ path: String) throws(TensorFileError) {
        var names: Set<[UInt8]> = []
        for (name, tensor) in tensors {
            guard names.insert(Array(name.utf8)).inserted else {
                throw .cannotHold(
                    path: path, expected: "each name once", found: "\(quoted(name)) twice",
                    advice: "give the tensors different names")
            }
            try checkAxes(tensor, name: name, path: path)
        }
    }

    /// - Throws: `TensorFileError.tooManyAxes` for more than can be read back.
    static func checkAxes(_ tensor: Tensor, name: String, path: String) throws(TensorFileError) {
        guard tensor.shape.rank <= StoredTensor.axisLimit else {
            throw .tooManyAxes(path: path, tensor: name, limit: StoredTensor.axisLimit, found: tensor.shape.rank)
        }
    }
}

extension Tensor {
    /// Calls `body` with the elements as little-endian bytes, in parts, so that a large tensor is never there twice.
    ///
    /// - Throws: what `body` throws.
    func forEachPart(_ body: ([UInt8]) throws(TensorFileError) -> Void) throws(TensorFileError) {
        let step = 1 << 16
        for start in stride(from: 0, to: elements.count, by: step) {
            let part = elements[start..<min(start + step, elements.count)]
            try body(part.map(\.bitPattern.littleEndian).withUnsafeBytes { [UInt8]($0) })
        }
    }
}

/// The bytes of a number, the least significant first.
func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
