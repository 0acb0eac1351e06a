import Testing

@testable import TensorFiles

/// A suite about files of text, which are written in the tests.
protocol TextFileSuite {
    /// The name of the files, whose extension tells the format.
    static var path: String { get }
}

extension TextFileSuite {
    static var path: String { "a.csv" }

    func open(_ text: String, as path: String = Self.path) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path, bytes: Array(text.utf8)))
    }

    /// The message about a file that cannot be read.
    func refusal(_ text: String, as path: String = Self.path) throws -> String {
        let error = failure { () throws(TensorFileError) in try open(text, as: path) }
        return try #require(error, "it was accepted").description
    }
}
