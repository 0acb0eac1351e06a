/// Writes the tensors of a file in one format, one after the other, elements in blocks of any size.
///
/// The order of calls is `begin`; for each tensor `beginTensor`, any number of `append`, `endTensor`; `end`. Names and shapes
/// are checked by the initialisers.
protocol TensorEncoder: Sendable {
    /// Whether earlier bytes are overwritten, such as a checksum that comes before the data.
    static var rewrites: Bool { get }
    /// The order of the tensors in the file, as indices of the list that the encoder was made with.
    var order: [Int] { get }

    mutating func begin(_ file: inout OutputFile) throws(TensorFileError)
    mutating func beginTensor(_ index: Int, _ file: inout OutputFile) throws(TensorFileError)
    mutating func append(_ elements: UnsafeBufferPointer<Float>, _ file: inout OutputFile) throws(TensorFileError)
    mutating func endTensor(_ file: inout OutputFile) throws(TensorFileError)
    mutating func end(_ file: inout OutputFile) throws(TensorFileError)
}

extension TensorEncoder {
    static var rewrites: Bool { false }
    func begin(_ file: inout OutputFile) throws(TensorFileError) {}
    func beginTensor(_ index: Int, _ file: inout OutputFile) throws(TensorFileError) {}
    func append(_ elements: UnsafeBufferPointer<Float>, _ file: inout OutputFile) throws(TensorFileError) {
        try file.write(littleEndian: elements) { _ in }
    }
    func endTensor(_ file: inout OutputFile) throws(TensorFileError) {}
    func end(_ file: inout OutputFile) throws(TensorFileError) {}
}
