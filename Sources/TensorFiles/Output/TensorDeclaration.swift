import Tensors

/// The name and shape of a tensor to be written.
struct TensorDeclaration: Sendable {
    let name: String
    let shape: Shape
    /// The bytes of its float32 elements.
    let byteCount: Int

    /// - Throws: `TensorFileError.tooManyAxes` for more axes than can be read back, `.badShape` for more bytes than can
    ///   be counted.
    init(name: String, shape: Shape, path: String) throws(TensorFileError) {
        guard shape.rank <= StoredTensor.axisLimit else {
            throw .tooManyAxes(path: path, tensor: name, limit: StoredTensor.axisLimit, found: shape.rank)
        }
        let (byteCount, overflow) = shape.count.multipliedReportingOverflow(by: MemoryLayout<Float>.size)
        guard !overflow else {
            throw .badShape(path: path, tensor: name, reason: .shapeTooLarge(shape: shape.dimensions))
        }
        self.name = name
        self.shape = shape
        self.byteCount = byteCount
    }
}

extension [TensorDeclaration] {
    /// - Throws: `TensorFileError.cannotHold` for a name given twice and for more bytes than can be counted.
    func check(path: String) throws(TensorFileError) {
        var names: Set<[UInt8]> = []
        var total = 0
        for tensor in self {
            guard names.insert(Array<UInt8>(tensor.name.utf8)).inserted else {
                throw .cannotHold(
                    path: path, expected: "each name once", found: "\(quoted(tensor.name)) twice",
                    advice: "give the tensors different names")
            }
            // The other half is more than enough for headers, so that offsets cannot overflow.
            let (sum, overflow) = total.addingReportingOverflow(tensor.byteCount)
            guard !overflow, sum <= Int.max / 2 else {
                throw .badShape(
                    path: path, tensor: tensor.name, reason: .shapeTooLarge(shape: tensor.shape.dimensions))
            }
            total = sum
        }
    }

    /// - Throws: `TensorFileError.cannotHold` for any number of tensors but one.
    func only(path: String) throws(TensorFileError) -> TensorDeclaration {
        guard count == 1, let only = first else {
            throw .cannotHold(
                path: path, expected: "one tensor", found: "\(count)", advice: "several go to .npz or .safetensors")
        }
        return only
    }
}
