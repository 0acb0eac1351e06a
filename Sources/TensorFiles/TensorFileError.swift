import Tensors

/// What can go wrong with a file of tensors or labels. Cases hold facts; `description` turns them into a sentence.
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

    // What the bytes say
    /// The content is of no supported format; `found` is what it looks like, if that is known.
    case unknownFormat(path: String, found: ForeignFormat?)
    /// `place` needs `expected` bytes at `offset`, and `found` are left.
    case truncated(path: String, place: String, offset: Int, expected: Int, found: Int)
    /// The bytes of `place` are not what the format asks for.
    case malformed(path: String, place: String, expected: String, found: String, advice: String?)
    /// The tensor holds something that is no real number of a supported width.
    case unsupportedElements(path: String, tensor: String?, found: String, advice: String)
    /// The shape has a negative dimension, too many elements, or too many axes.
    case badShape(path: String, tensor: String, reason: TensorError)
    /// More axes than anyone means.
    case tooManyAxes(path: String, tensor: String, limit: Int, found: Int)
    /// Shape and element type ask for another number of bytes than the file holds for the tensor.
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
    /// The format that the path asks for cannot hold what is to be written, or there is no such format.
    case cannotHold(path: String, expected: String, found: String, advice: String)
    /// The output file cannot be created.
    case cannotCreate(path: String, reason: SystemError)
    /// Writing began and failed: the disk is full, say.
    case writeFailed(path: String, reason: SystemError)
}

extension TensorFileError {
    /// Kinds of failure, for a program that must choose what to do next, such as its exit status.
    public enum Category: Sendable {
        /// The caller asked for something that the file does not have, or that its format cannot hold.
        case badRequest
        /// The content of a file is wrong (`EX_DATAERR`, 65).
        case badData
        /// An input cannot be opened (`EX_NOINPUT`, 66).
        case cannotOpen
        /// An output cannot be created (`EX_CANTCREAT`, 73).
        case cannotCreate
        /// Reading or writing failed after it had begun (`EX_IOERR`, 74).
        case inputOutput
    }

    public var category: Category {
        switch self {
        case .cannotOpen, .isDirectory: .cannotOpen
        case .emptyFile, .inputTooLong, .unknownFormat, .truncated, .malformed, .unsupportedElements, .badShape,
            .tooManyAxes, .byteCountMismatch:
            .badData
        case .noSuchTensor, .tensorChoiceNeeded, .indexOutOfRange, .rowsOutOfRange, .noSuchLabels, .cannotHold:
            .badRequest
        case .cannotCreate: .cannotCreate
        case .readFailed, .writeFailed: .inputOutput
        }
    }
}
