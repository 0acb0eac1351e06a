import Tensors

/// Writes a tensor that is never in memory as a whole: its elements come in blocks of any size, in row-major order.
///
/// ```swift
/// var stream = try TensorStream(path: "weights.npy", name: "weights", shape: Shape([20_000, 20_000]))
/// for row in 0..<20_000 {
///     try stream.append(weights(ofQuery: row))
/// }
/// try stream.finish().commit()
/// ```
///
/// The bytes are those that `TensorWriter` writes for the whole tensor. A stream that ends without `finish()` and
/// `commit()` leaves the old file as it was, and nothing beside it.
public struct TensorStream: ~Copyable {
    private let path: String
    private var file: OutputFile
    private var encoder: any TensorEncoder
    private let tensors: [TensorDeclaration]
    /// The position in `encoder.order` of the tensor that is being written; the end when all are complete.
    private var position: Int
    /// How many elements of it have been written.
    private var count = 0

    /// Begins the file at `path`, whose extension is the format: `.npy`, `.npz`, `.safetensors`, and `.csv` or `.tsv` for
    /// two axes.
    ///
    /// - Parameters:
    ///   - path: the file to replace.
    ///   - name: what the tensor is called, in formats that have names.
    ///   - shape: the shape of the whole tensor.
    /// - Throws: `TensorFileError.cannotHold` for another extension and for a tensor that the format cannot hold;
    ///   `.tooManyAxes`, `.badShape` for more bytes than can be counted; `.cannotCreate`, `.writeFailed`.
    public init(path: String, name: String, shape: Shape) throws(TensorFileError) {
        let tensors = [try TensorDeclaration(name: name, shape: shape, path: path)]
        try self.init(path: path, tensors, TensorStream.encoder(tensors, path: path))
    }

    /// Begins a file of several tensors, whose elements are to come in the order that `encoder` says.
    ///
    /// - Throws: `TensorFileError.cannotHold` for a name given twice; `.cannotCreate`, `.writeFailed`.
    init(path: String, _ tensors: [TensorDeclaration], _ encoder: any TensorEncoder) throws(TensorFileError) {
        try tensors.check(path: path)
        var encoder = encoder
        var file = try OutputFile(path: path, rewrites: type(of: encoder).rewrites)
        try encoder.begin(&file)
        position = try TensorStream.beginTensor(0, tensors, &encoder, &file)
        self.path = path
        self.tensors = tensors
        self.encoder = encoder
        self.file = file
    }

    /// Writes the next elements, in row-major order.
    ///
    /// - Throws: `TensorFileError.badShape` for more elements than the shape has; `.writeFailed`.
    public mutating func append(_ elements: UnsafeBufferPointer<Float>) throws(TensorFileError) {
        var rest = elements
        while !rest.isEmpty {
            guard position < tensors.count else { throw mismatch(more: rest.count) }
            let whole = tensors[encoder.order[position]].shape.count
            let part = rest.prefix(whole - count)
            try encoder.append(UnsafeBufferPointer(rebasing: part), &file)
            rest = UnsafeBufferPointer(rebasing: rest[part.endIndex...])
            count += part.count
            if count == whole {
                try encoder.endTensor(&file)
                count = 0
                position = try TensorStream.beginTensor(position + 1, tensors, &encoder, &file)
            }
        }
    }

    /// Writes the next elements, in row-major order.
    ///
    /// - Throws: as for a buffer.
    public mutating func append(_ elements: [Float]) throws(TensorFileError) {
        let result = elements.withUnsafeBufferPointer { buffer in
            Result { () throws(TensorFileError) in try append(buffer) }
        }
        try result.get()
    }

    /// Completes the file. It waits beside its target until `commit()` puts it there.
    ///
    /// - Throws: `TensorFileError.badShape` when there are fewer elements than the shape has; `.writeFailed`.
    public consuming func finish() throws(TensorFileError) -> AtomicFile {
        guard position == tensors.count else { throw mismatch(more: 0) }
        try encoder.end(&file)
        return try file.finish()
    }

    /// Begins the next tensor that has elements, and writes those before it, which have none.
    ///
    /// - Parameter position: a position in the order of the encoder.
    /// - Returns: the position of the tensor begun; the end when there is none.
    private static func beginTensor(
        _ position: Int, _ tensors: [TensorDeclaration], _ encoder: inout any TensorEncoder, _ file: inout OutputFile
    ) throws(TensorFileError) -> Int {
        for position in position..<tensors.count {
            let index = encoder.order[position]
            try encoder.beginTensor(index, &file)
            if tensors[index].shape.count > 0 { return position }
            try encoder.endTensor(&file)
        }
        return tensors.count
    }

    /// Elements that are missing from the tensor that is being written, or `more` than the last one has.
    private func mismatch(more: Int) -> TensorFileError {
        guard let last = tensors.indices.last else {
            return .cannotHold(
                path: path, expected: "no elements", found: "\(more)", advice: "declare a tensor for them")
        }
        let isComplete = position == tensors.count
        let tensor = tensors[encoder.order[isComplete ? last : position]]
        return .badShape(
            path: path, tensor: tensor.name,
            reason: .elementCountMismatch(
                shape: tensor.shape.dimensions, expected: tensor.shape.count,
                found: isComplete ? tensor.shape.count + more : count))
    }

    /// The encoder of the format that the extension of `path` stands for.
    ///
    /// - Throws: `TensorFileError.cannotHold`.
    static func encoder(_ tensors: [TensorDeclaration], path: String) throws(TensorFileError) -> any TensorEncoder {
        switch TensorFileFormat(path: path) {
        case .npy: return try NPYEncoder(tensors, path: path)
        case .npz: return try NPZEncoder(tensors, path: path)
        case .safetensors: return try SafetensorsEncoder(tensors, path: path)
        case .csv: return try CSVEncoder(tensors, path: path, separator: ",")
        case .tsv: return try CSVEncoder(tensors, path: path, separator: "\t")
        case .json, nil:
            throw .cannotHold(
                path: path, expected: "an extension .npy, .npz, .safetensors, .csv or .tsv", found: "none of these",
                advice: "rename the output")
        }
    }
}
