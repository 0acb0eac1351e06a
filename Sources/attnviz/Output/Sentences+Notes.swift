import AttentionFigures

// The messages of notes.
extension Sentences {
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
    ///   - isTransposed: whether --transpose is given.
    ///   - isTruthAssumed: whether true in a mask may mean "masked".
    ///   - fill: the score of masked keys; nil for weights that exist already.
    static func note(_ note: WeightsNote, isTransposed: Bool, isTruthAssumed: Bool, fill: MaskedFill?) -> String {
        switch note {
        case .looksTransposed:
            "the columns sum to 1 and the rows do not: "
                + (isTransposed ? "--transpose may be one too many" : "if the rows are keys, --transpose puts it right")
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
