import ArgumentParser
import Attention
import CairoRendering
import Experiments
import Heatmaps
import TensorFiles
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An error at the end of its way: its sentence goes to stderr, and its kind becomes the exit status.
struct Failure {
    /// The exit statuses of sysexits.h that the program uses.
    private enum Status: Int32 {
        case usage = 64
        case data = 65
        case noInput = 66
        case cannotCreate = 73
        case inputOutput = 74
    }

    private let error: any Error

    init(_ error: any Error) { self.error = error }

    func leave() -> Never {
        if case .writeFailed(let path, let reason)? = error as? TensorFileError, path == StandardStream.output.name,
            reason.code == EPIPE
        {
            StandardStream.leaveAsReaderLeft()
        }
        guard let status else { Attnviz.exit(withError: error) }
        Message.error(Self.sentence(of: error))
        exit(status.rawValue)
    }

    private static func sentence(of error: any Error) -> String {
        switch error {
        case let error as TensorFileError: FileErrorSentences.sentence(error)
        case let error as FigureError: error.sentence
        default: "\(error)"
        }
    }

    /// Nil for errors of the argument parser, which knows its own sentences and statuses.
    private var status: Status? {
        switch error {
        case let error as TensorFileError:
            switch error.category {
            case .badRequest: .usage
            case .badData: .data
            case .cannotOpen: .noInput
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            }
        case let error as FigureError:
            switch error {
            case .notAMatrix, .notAGrid, .emptyMatrix, .labelCount: .data
            default: .usage
            }
        case let error as RenderingError:
            switch error {
            case .imageTooLarge, .unknownFormat: .usage
            case .unreadableImage, .tooManyPixels, .imageSizesDiffer: .data
            case .cairo, .png: .inputOutput
            }
        case is DataError: .data
        case let error as AttentionError: error.isAboutData ? .data : .usage
        case is AxisError, is ExperimentError, is TensorError, is UsageError: .usage
        default: nil
        }
    }
}

extension AttentionError {
    /// Whether the tensors of files do not fit each other; otherwise an option is wrong.
    fileprivate var isAboutData: Bool {
        switch self {
        case .unexpectedRank, .leadingAxesMismatch, .featureMismatch, .emptyAxis, .valueCountMismatch,
            .parameterMismatch, .maskMismatch, .validLengthCountMismatch, .indivisibleGroups, .tokenCount,
            .missingParameter, .rowsBeyondElements, .notFinite, .scoresOverflow, .notAWeight, .notSquare,
            .weightShapesDiffer:
            true
        case .indivisibleHeads, .negativeValidLength, .windowWidth, .dropoutProbabilityOutOfRange, .tensor,
            .notStreamable, .noSuchHead, .noSuchKey, .cropOutOfRange, .cellSize, .threadCount, .scaleOutOfRange,
            .residualOutOfRange, .cancelled,
            .outOfMemory:
            false
        }
    }
}

/// A wrong combination of options.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Bytes that are well-formed, but are not what the options ask for.
struct DataError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Lines for the person at the terminal: they go to stderr, so that stdout holds only what was asked for.
enum Message {
    static func error(_ text: String) { write("attnviz: error: \(text)\n") }
    static func note(_ text: String) { write("attnviz: \(text)\n") }

    private static func write(_ text: String) {
        // Nothing is left to be done when stderr itself is closed.
        try? StandardStream.error.write(text)
    }
}
