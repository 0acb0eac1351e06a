extension TensorFileError {
    /// Classes of errors, from which a program can choose its exit status.
    public enum Category: Sendable {
        /// The caller asked for something that the file does not have, or that its format cannot hold.
        case badRequest
        /// The content of a file is wrong (`EX_DATAERR` of sysexits.h, 65).
        case badData
        /// An input cannot be opened (`EX_NOINPUT`, 66).
        case cannotOpen
        /// An output cannot be created (`EX_CANTCREAT`, 73).
        case cannotCreate
        /// Reading or writing failed after it had begun (`EX_IOERR`, 74).
        case inputOutput
    }

    /// The class of the error.
    public var category: Category {
        switch self {
        case .cannotOpen, .isDirectory: .cannotOpen
        case .emptyFile, .inputTooLong, .tooMuch, .unknownFormat, .truncated, .malformed, .unsupportedElements,
            .badShape,
            .tooManyAxes, .byteCountMismatch:
            .badData
        case .tensorChoiceNeeded(_, let available) where available.isEmpty: .badData
        case .noSuchTensor, .tensorChoiceNeeded, .indexOutOfRange, .rowsOutOfRange, .noSuchLabels, .cannotHold:
            .badRequest
        case .cannotCreate: .cannotCreate
        case .readFailed, .writeFailed, .oldFileMoved: .inputOutput
        }
    }
}
