import ArgumentParser
import AttentionFigures
import Experiments

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Prints an error to stderr and exits with the status of its category.
struct Failure {
    /// The exit statuses of sysexits.h that the program uses.
    enum Status: Int32 {
        case usage = 64
        case data = 65
        case noInput = 66
        case cannotCreate = 73
        case inputOutput = 74
    }

    private let error: any Error

    init(_ error: any Error) { self.error = error }

    /// - Parameter root: the command that has the subcommands.
    func exitProgram(_ root: any ParsableCommand.Type) -> Never {
        if case .writeFailed(let path, let reason)? = error as? TensorFileError, path == StandardStream.output.name,
            reason.code == EPIPE
        {
            StandardStream.exitForClosedPipe()
        }
        guard let status else { exitForParser(root) }
        Message.error(Sentences.error(error))
        exit(status.rawValue)
    }

    /// Prints a message of ArgumentParser, or the help that was asked for, and exits with its status.
    private func exitForParser(_ root: any ParsableCommand.Type) -> Never {
        let (text, status) = (root.fullMessage(for: error), root.exitCode(for: error))
        if status.isSuccess {
            do {
                try StandardStream.output.write(text: text + "\n")
            } catch {
                Failure(error).exitProgram(root)
            }
        } else if !text.isEmpty {
            Message.error(text, message: root.message(for: error))
        }
        exit(status.rawValue)
    }

    private var status: Status? { Self.status(error) }

    /// The exit status of an error; nil for errors of ArgumentParser.
    private static func status(_ error: any Error) -> Status? {
        switch error {
        case let error as SourceError:
            switch error.underlying {
            case AxisError.noCustomaryNames, AxisError.missingAxis: .data
            case is AttentionError, is FigureError, is ValidLengthsError: .data
            default: status(error.underlying)
            }
        case let error as WeightsError:
            switch error {
            case .tokenCount, .tokenEntries, .shapesDiffer, .nothingInCommon, .noSeparators: .data
            default: .usage
            }
        case let error as RecordError:
            switch error {
            case .shapesDiffer, .positionsDiffer, .incomplete, .badSetting, .noLayers: .data
            case .stackNeeded, .noSuchStack: .usage
            }
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
            case .unreadableImage, .tooManyPixels: .data
            case .noFonts: .noInput
            case .cairo, .png: .inputOutput
            }
        case is DataError, is CellTextsError: .data
        case let error as AttentionError: error.isAboutData ? .data : .usage
        case is AxisError, is ExperimentError, is TensorError, is UsageError, is MemoryError: .usage
        default: nil
        }
    }
}

extension AttentionError {
    /// Whether the input data is wrong, rather than an option.
    fileprivate var isAboutData: Bool {
        switch self {
        case .unexpectedRank, .leadingAxesMismatch, .featureMismatch, .emptyAxis, .valueCountMismatch,
            .parameterMismatch, .maskMismatch, .validLengthCountMismatch, .indivisibleGroups, .tokenCount,
            .rowsBeyondElements, .unreadableMask, .notFinite, .scoresOverflow, .notAWeight, .notSquare,
            .weightShapesDiffer, .ambiguousMask, .maskAxes, .sinkCount:
            true
        case .queryOffset, .softCapOutOfRange, .operandAxes, .indivisibleHeads, .negativeValidLength, .windowWidth,
            .dropoutProbabilityOutOfRange, .tensor,
            .noSuchHead, .noSuchKey, .cropOutOfRange, .scaleOutOfRange, .residualOutOfRange, .cancelled,
            .outOfMemory, .missingParameter:
            false
        }
    }
}
