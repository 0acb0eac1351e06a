import Tensors

/// Writes `.npy` files: float32, little-endian, row-major, version 1.0, byte for byte as `numpy.save` does.
struct NPYEncoder: TensorEncoder {
    let order = [0]
    private let shape: Shape

    /// - Throws: `TensorFileError.cannotHold` for any number of tensors but one.
    init(_ tensors: [TensorDeclaration], path: String) throws(TensorFileError) {
        shape = try tensors.only(path: path).shape
    }

    func begin(_ file: inout OutputFile) throws(TensorFileError) {
        try file.write(NPYEncoder.header(shape))
    }

    /// Magic, version, length and the dictionary, padded to a multiple of 64 bytes.
    static func header(_ shape: Shape) -> [UInt8] {
        var dictionary = Array("{'descr': '<f4', 'fortran_order': False, 'shape': \(shape), }".utf8)
        // NumPy pads the size of the first axis to 21 digits, so that it can grow in place.
        if let first = shape.dimensions.first {
            dictionary += [UInt8](repeating: UInt8(ascii: " "), count: 21 - String(first).utf8.count)
        }
        let fixedLength = NPYReader.magic.count + 4
        // 1 is the newline. A header that is aligned already gets 64 spaces more, as in NumPy.
        let padding = 64 - (fixedLength + dictionary.count + 1) % 64
        dictionary += [UInt8](repeating: UInt8(ascii: " "), count: padding)
        dictionary.append(UInt8(ascii: "\n"))
        let length = dictionary.count
        return NPYReader.magic + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8)]
            + dictionary
    }
}
