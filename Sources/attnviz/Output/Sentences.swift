import AttentionFigures
import CairoRendering
import Experiments
import Tensors

/// The messages of errors and notes. Errors and notes of the libraries hold facts; the messages here may name options.
enum Sentences {
    /// The message of an error.
    static func error(_ error: any Error) -> String {
        switch error {
        case let error as SourceError: "\(error.place): \(source(error.underlying))"
        case let error as TensorFileError: file(error)
        case let error as AttentionError: attention(error)
        case let error as WeightsError: weights(error)
        case let error as FigureError: figure(error)
        case let error as RecordError: record(error)
        case RenderingError.noFonts:
            "no font is installed; apt-get install fonts-dejavu-core installs one"
        case let error as ExperimentError: error.description(naming: option)
        default: "\(error)"
        }
    }

    private static func file(_ error: TensorFileError) -> String {
        switch error {
        case .unknownFormat(_, .text):
            error.sentence(
                advice: "if it holds numbers, name it .csv, .tsv, .txt or .json, or name its format with --input-format"
            )
        case .unsupportedElements(_, _, .rawBytes):
            error.sentence(advice: "if you know their type, name it with --dtype, such as --dtype float8_e4m3")
        case .unsupportedElements(_, _, .text), .unsupportedElements(_, _, .words):
            error.sentence(advice: "pass tokens with --tokens FILE, a text file or a JSON list")
        default: error.description
        }
    }

    private static func record(_ error: RecordError) -> String {
        switch error {
        case .stackNeeded(let path, let stacks):
            "\(error); name one, such as \(path):\(stacks.first { !$0.isEmpty } ?? "decoder")"
        case .shapesDiffer, .positionsDiffer: "\(error) with --select layer=..."
        case .noSuchStack, .noLayers, .incomplete, .badSetting: "\(error)"
        }
    }

    /// Messages about figures, with rows and columns called queries and keys.
    private static func figure(_ error: FigureError) -> String {
        switch error {
        case .notAMatrix(let shape): "a panel needs a matrix (queries, keys), found shape \(shape)"
        case .notAGrid(let shape): "heatmaps need 2, 3 or 4 axes (rows, columns, queries, keys), found shape \(shape)"
        case .markOutside(let row, let column, let shape):
            "there is no cell at query \(row), key \(column): the panels have \(shape[0]) queries and \(shape[1]) keys, "
                + "counted from 0"
        case .notWhole(let value, let row, let column):
            "--annotate d is for whole numbers, and the value at row \(row), column \(column), counted from 0, is "
                + "\(DecimalText.general(value, digits: 6)); "
                + "use --annotate .2f, or .0f to round"
        case .annotationFormat: "--annotate: \(error)"
        default: "\(error)"
        }
    }

    /// The option that sets a parameter of an experiment.
    private static func option(_ parameter: ExperimentParameter) -> String {
        switch parameter {
        case .size: "--size"
        case .queries: "--queries"
        case .keys: "--num-keys"
        case .dimension: "--dim"
        case .dimensions: "--dims"
        case .draws: "--draws"
        case .validLengths: "--valid-lens"
        }
    }

    /// The message of an error about an input tensor, without the name of the tensor.
    private static func source(_ error: any Error) -> String {
        switch error {
        case FigureError.tooManyAxes(let names, let lengths):
            let name = names.contains("batch") ? "batch" : names.first ?? "batch"
            let axes = zip(names, lengths).map { "\($0) (\($1))" }
            return "panels can be arranged along two axes, and these are left: \(axes.joined(separator: ", ")); "
                + "choose positions with --select, such as --select \(name)=0, or use --reduce \(name)=mean"
        case AxisError.noCustomaryNames(let shape):
            let advice =
                shape.count < 2 ? "a heatmap needs two axes" : "name them with --axes, such as --axes a,b,query,key"
            return "expected 2 to 5 axes (layer, batch, head, query, key), found \(shape.count); \(advice)"
        case let error as FigureError: return figure(error)
        case AttentionError.ambiguousMask: return "\(error); say which with --mask-axes"
        default: return "\(error)"
        }
    }

    /// Errors about the value of an option begin with the option.
    private static func attention(_ error: AttentionError) -> String {
        switch error {
        case .queryOffset(let offset): "--query-offset \(offset): \(error)"
        case .sinkCount: error.description(naming: "--sinks")
        case .operandAxes: "--axes: \(error)"
        case .missingParameter: "\(error); name the file that holds it with --parameters"
        case .indivisibleHeads(_, _, let heads): "--heads \(heads): \(error)"
        case .residualOutOfRange: "\(error)"
        default:
            switch error.subject {
            case .validLengths: error.description(naming: "--valid-lens")
            case .window: error.description(naming: "--window")
            default: "\(error)"
            }
        }
    }

    private static func weights(_ error: WeightsError) -> String {
        switch error {
        case .missingTokens:
            return
                "--merge-subwords needs the tokens of both axes; give them with --tokens, and choose one entry of a batch, "
                + "as with --select batch=0, where they differ."
        case .lengthCount: return "--valid-lens: \(error)"
        case .reducedMatrixAxis: return "--reduce \(error)"
        case .partOutOfRange: return "--crop: \(error)"
        case .chosenTwice(let axis):
            return "--crop and --select both choose positions of the axis '\(axis)'; use one of them."
        case .marginalsOfPart:
            return
                "--marginals: attention received and entropy are those of all queries and keys; draw all of them, without "
                + "--crop and without choosing some by --select"
        case .tooMuchMemory(let needed, let limit):
            let allowed = ByteCount(bytes: limit)
            return "this needs about \(ByteCount(bytes: needed)) of memory, and "
                + (limit == ByteCount.machineMemory ? "this machine has \(allowed)" : "--max-memory is \(allowed)")
                + "; draw fewer heads (--select), a part (--crop) or larger cells (--cell-size)"
        case .shapesDiffer: return "\(error); --select and --select-b choose what is compared"
        case .nothingInCommon(let axis, let one, let other):
            return
                "\(error); compare others with --select \(axis)=\(one.first ?? 0) --select-b \(axis)=\(other.first ?? 0)"
        case .rolloutAxis(let name):
            return
                "a rollout has no axis \(name); choose a position with --select \(name)=0, or use --reduce \(name)=mean"
        case .tooManyHeadAxes(let axes):
            let name = axes.contains { $0.name == "batch" } ? "batch" : axes.first?.name ?? "batch"
            return "a heatmap of heads has two axes, and these are left: "
                + axes.map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
                + "; choose a position with --select \(name)=0, or use --reduce \(name)=mean"
        case .noSeparators: return "--separators: \(error)"
        case .separatorsWithoutTokens:
            return "--separators needs the tokens of the keys; give them with --tokens"
        case .noMetric: return "--metric separators needs --separators"
        case .tokenEntries(_, nil, _): return "\(error); name it with --axes, such as --axes batch,head,query,key"
        case .tokenCount, .tokenEntries, .notDrawn: return "\(error)"
        }
    }

    /// The message that a tensor beside the weights is not drawn, with the option that reads it.
    static func other(_ tensor: StoredTensor, in file: TensorFile) -> String {
        let name = tensor.name.printable
        return tensor.isMask
            ? "\(file.path): '\(name)' is a mask that is not applied; --mask \(file.path):\(name) does"
            : "\(file.path): '\(name)' holds the numbers of tokens; --tokens \(file.path):\(name) shows them"
    }

    /// The messages of the notes on the tokens of a part.
    ///
    /// - Throws: as `WeightsPart.axes(of:)`.
    static func tokenNotes(_ axes: WeightAxes, _ part: WeightsPart) throws -> [String] {
        try part.tokenNotes(of: axes).map { note in
            switch note {
            case .nothingMerged: "--merge-subwords: \(note)"
            case .differInBatch: "\(note); --select batch=0 shows those of one"
            }
        }
    }

    /// The message of a note on what a reader did.
    static func note(_ note: ReadingNote) -> String {
        switch note {
        case .assumedType: "\(note); --dtype names another type"
        default: "\(note)"
        }
    }

    /// The message that an array of a file is not read.
    static func refusal(
        of name: String, _ reason: TensorFileError, isTokens: Bool, in file: TensorFile
    ) -> String {
        if isTokens, case .unsupportedElements(_, _, let found) = reason {
            return "\(file.path): the tokens '\(name.printable)' are not read: they are \(found); "
                + "save them as numpy.array(list(tokens), dtype=str), or give a list with --tokens"
        }
        let text = error(reason)
        return text.hasPrefix(file.path) ? text : "\(file.path): '\(name.printable)' is not read: \(text)"
    }

    /// The message of a note on weights.
    ///
    /// - Parameters:
    ///   - note: the note.
    ///   - isTruthAssumed: whether true in a mask may mean "masked".
    ///   - fill: the score of masked keys; nil for weights that exist already.
    static func note(_ note: WeightsNote, isTruthAssumed: Bool, fill: MaskedFill?) -> String {
        switch note {
        case .looksTransposed:
            "the columns sum to 1 and the rows do not: if the rows are keys, --transpose puts it right"
        case .maskedFills, .rowsBelowOne: "\(note)"
        case .emptyRows:
            "\(note)\(emptyRows(fill))"
                + (isTruthAssumed ? "; if true means 'ignore' in --mask, add --mask-true masked" : "")
        }
    }

    /// The weights of queries whose keys are all masked.
    private static func emptyRows(_ fill: MaskedFill?) -> String {
        switch fill {
        case .negativeInfinity: ": all weights there are 0 (--masked-fill -1e6 makes them uniform)"
        case .largeNegative: ": the weights there are uniform"
        case nil: ""
        }
    }

    /// The message of a note on a mask.
    static func note(_ note: MaskNote) -> String {
        switch note {
        case .biasOfTruthValues: "\(note); --mask-true allowed reads 1 as 'may attend', --mask-true masked as 'masked'"
        case .ownKeysMasked: "\(note): true means 'may attend'; if it means 'ignore' here, add --mask-true masked"
        }
    }

    /// The note on weights of decoding steps.
    static func steps(_ weights: StepWeights) -> String {
        let (steps, axes) = (weights.steps, weights.axes)
        let leading = axes.leading.isEmpty ? "" : " of (\(axes.leading.map(\.name).joined(separator: ", ")))"
        return "the tensors '\(steps.name)' are taken as \(steps.queryCounts.count) decoding steps"
            + "\(leading): \(axes.queryCount) queries by \(axes.keyCount) keys, of which those that a step could not see are masked"
    }

    /// The note on the positions of queries among the keys.
    static func positions(queries: Int, keys: Int, offset: Int) -> String {
        let isEnd = offset == keys - queries
        // Offsets that masks allow do not overflow.
        let (last, hasOverflow) = offset.addingReportingOverflow(queries - 1)
        return "the \(queries) \(queries == 1 ? "query is" : "queries are") taken as "
            + (isEnd ? "the last of the \(keys) positions: " : "")
            + (queries == 1 || hasOverflow ? "position \(offset)" : "positions \(offset) to \(last)")
            + (isEnd ? "; --query-offset start counts from 0" : "; --query-offset end takes the last ones")
    }

    /// The message of a note on a figure, with the option to change.
    static func note(_ note: FigureNote) -> String {
        let advice: String? =
            switch note {
            case .largePage: "--figure-size or --cell-size make it smaller"
            case .thinnedLabels(_, _, _, _, let isPageFixed):
                isPageFixed ? "a larger page shows more" : "--labels all makes room for every one"
            case .shortenedLabels: "--label-width shows more"
            case .zeroOffCenter: "--center 0 puts it there"
            case .bothSigns: "--cmap RdBu_r --center 0 does, with white at 0"
            case .cellsTooSmallForNumbers, .cellsTooSmallForGridLines: "--cell-size makes them larger"
            case .infinite: "numbers beyond 3.4e38 are read as infinite"
            case .fewSteps, .roundedNumbers, .unorderedColors, .noNumberAbove, .belowScale, .aboveScale, .notANumber,
                .tooManyCellTitles:
                nil
            }
        return advice.map { "\(note); \($0)" } ?? "\(note)"
    }

    static let equalWeights =
        "all keys are equal, so both scores give the same weights; --keys normal shows where they differ"
    static let tooManyWeights =
        "the summary has no scores and weights, as there are too many; --save-weights writes them"
}
