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
        case let error as MemoryError: memory(error)
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
}
