import Tensors

/// Writes a tensor that need not fit in memory: its elements are appended in row-major order, in blocks of any size.
///
/// ```swift
/// var stream = try TensorStream(path: "weights.npy", name: "weights", shape: Shape([20_000, 20_000]))
/// let row = [Float](repeating: 1 / 20_000, count: 20_000)
/// for _ in 0..<20_000 { try stream.append(row) }
/// try stream.finish().commit()
/// ```
///
/// The file has the same bytes as one that `TensorWriter` writes. Without `finish()` and `commit()` the old file stays as it
/// is, and no other file is left behind.
public struct TensorStream: ~Copyable {
    private let path: String
    private var file: OutputFile
    private var encoder: any TensorEncoder
    private let tensors: [TensorDeclaration]
    /// The index in `encoder.order` of the tensor being written; `tensors.count` when all are complete.
    private var position: Int
    /// The number of its elements written so far.
    private var count = 0

    /// Creates the file for `path`, in the format of its extension: `.npy`, `.npz`, `.safetensors`, or `.csv` and `.tsv` for
    /// two axes.
    ///
    /// - Parameters:
    ///   - path: the file to replace.
    ///   - name: the name of the tensor, in formats that have names.
    ///   - shape: the shape of the whole tensor.
    /// - Throws: `TensorFileError.cannotHold` for another extension and for a tensor that the format cannot hold;
    ///   `.tooManyAxes`, `.badShape` for more bytes than can be counted; `.cannotCreate`, `.writeFailed`.
    public init(path: String, name: String, shape: Shape) throws(TensorFileError) {
        let tensors = [try TensorDeclaration(name: name, shape: shape, path: path)]
        try self.init(path: path, tensors, TensorStream.encoder(tensors, path: path))
    }

    /// Checks that a tensor of this name and shape can be written to `path`, before its elements are computed. No file is
    /// created.
    ///
    /// - Throws: `TensorFileError.cannotHold`, `.tooManyAxes`, `.badShape`, as `init`.
    public static func check(path: String, name: String, shape: Shape) throws(TensorFileError) {
        let tensors = [try TensorDeclaration(name: name, shape: shape, path: path)]
        try tensors.check(path: path)
        _ = try TensorStream.encoder(tensors, path: path)
    }

    /// Creates a file of several tensors, whose elements are appended in the order `encoder.order`.
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

    /// Appends elements, in row-major order.
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

    /// Appends elements, in row-major order.
    ///
    /// - Throws: as for a buffer.
    public mutating func append(_ elements: [Float]) throws(TensorFileError) {
        let result = elements.withUnsafeBufferPointer { buffer in
            Result { () throws(TensorFileError) in try append(buffer) }
        }
        try result.get()
    }

    /// Completes the file, which replaces the one at `path` with `commit()`.
    ///
    /// - Throws: `TensorFileError.badShape` when there are fewer elements than the shape has; `.writeFailed`.
    public consuming func finish() throws(TensorFileError) -> AtomicFile {
        guard position == tensors.count else { throw mismatch(more: 0) }
        try encoder.end(&file)
        return try file.finish()
    }

    /// Begins the next tensor that has elements; tensors without elements before it are written completely.
    ///
    /// - Parameter position: an index in `encoder.order`.
    /// - Returns: the index of the tensor begun; `tensors.count` when there is none.
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

    /// The error for elements missing from the current tensor, or for `more` elements after the last one.
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
        case .txt, .json, nil:
            throw .cannotHold(
                path: path, expected: "an extension .npy, .npz, .safetensors, .csv or .tsv", found: "none of these",
                advice: "rename the output")
        }
    }
}
