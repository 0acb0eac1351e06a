/// Writes the tensors of one file in one format, one after the other, their elements in blocks of any size.
///
/// The calls come in this order: `begin`; for each tensor `beginTensor`, `append` as often as it takes, `endTensor`;
/// `end`. Everything that depends on names and shapes alone is checked when an encoder is made.
protocol TensorEncoder: Sendable {
    /// Whether bytes written before are changed later: a checksum that stands before the data.
    static var rewrites: Bool { get }
    /// The order in which the tensors stand in the file, as indices of the list that the encoder was made with.
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
