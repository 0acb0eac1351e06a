import Tensors

/// What can be wrong with a file of tensors or tokens. Cases hold facts; `description` turns them into a sentence.
public enum TensorFileError: Error, Equatable, Sendable {
    // Opening and reading
    /// The operating system refuses to open the file.
    case cannotOpen(path: String, reason: SystemError)
    /// The path is a folder.
    case isDirectory(path: String)
    /// The operating system failed in the middle of the file.
    case readFailed(path: String, reason: SystemError)
    /// The file holds no bytes.
    case emptyFile(path: String)
    /// A pipe or a device gave more than `limit` bytes.
    case inputTooLong(path: String, limit: Int)
    /// The file has more than `limit` of what is read into memory as a whole, such as bytes of text, or tokens.
    case tooMuch(path: String, content: String, limit: Int, found: Int, advice: String?)

    // What the bytes say
    /// The content is of no supported format; `found` is what it looks like, if that is known.
    case unknownFormat(path: String, found: ForeignFormat?)
    /// `place` needs `expected` bytes at `offset`, and the file has `found` there.
    case truncated(path: String, place: String, offset: Int, expected: Int, found: Int)
    /// The bytes of `place` are not what the format defines.
    case malformed(path: String, place: String, expected: String, found: String, advice: String?)
    /// The elements of the tensor are not real numbers of a supported width; nil stands for the only tensor of a file.
    case unsupportedElements(path: String, tensor: String?, found: ForeignElements)
    /// The shape has a negative dimension, too many elements, or too many axes.
    case badShape(path: String, tensor: String, reason: TensorError)
    /// The tensor has more axes than can be read.
    case tooManyAxes(path: String, tensor: String, limit: Int, found: Int)
    /// Shape and element type need another number of bytes than the file has for the tensor.
    case byteCountMismatch(path: String, tensor: TensorSummary, expected: Int, found: Int)

    // What was asked for
    /// No tensor has the name.
    case noSuchTensor(path: String, name: String, available: [TensorSummary])
    /// There are several tensors, or none, and no name was given.
    case tensorChoiceNeeded(path: String, available: [TensorSummary])
    /// The leading indices are outside the tensor, or are more than it has axes.
    case indexOutOfRange(path: String, tensor: TensorSummary, indices: [Int])
    /// The rows are outside the axis that follows the leading indices, or there is no such axis.
    case rowsOutOfRange(path: String, tensor: TensorSummary, indices: [Int], rows: Range<Int>)
    /// No list of tokens has the name.
    case noSuchLabels(path: String, name: String, available: [String])

    // Writing
    /// The format of the path cannot hold the tensors, or the extension stands for no format.
    case cannotHold(path: String, expected: String, found: String, advice: String)
    /// The output file cannot be created.
    case cannotCreate(path: String, reason: SystemError)
    /// Writing began and failed, for example because the disk is full.
    case writeFailed(path: String, reason: SystemError)
    /// Replacing several files failed, and an old file could not get its name back; it has another one now.
    case oldFileMoved(path: String, to: String)
}
