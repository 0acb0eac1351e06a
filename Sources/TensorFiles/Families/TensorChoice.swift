/// The tensors of a file among which one is chosen by its name, or by what it holds.
struct TensorChoice {
    let path: String
    let tensors: [StoredTensor]

    /// The family with a name, such as `layer*/head*`, in which each `*` stands for a number; else one `*` stands for any text,
    /// such as the number in which names differ; a name alone is that of a tensor, or what the names of a single family begin
    /// with, up to a word.
    ///
    /// - Returns: nil when no name matches.
    /// - Throws: `TensorFileError.tensorChoiceNeeded` when the names are those of several families.
    func family(named pattern: String) throws(TensorFileError) -> TensorFamily? {
        let named = TensorFamily.families(of: tensors).filter { $0.name == pattern }
        if named.count == 1 { return named[0] }
        let ends = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard ends.count < 3 else { return try only(tensors.filter { NumberedName($0.name).matches(pattern) }) }
        guard ends.count == 2 else {
            return try only(tensors.filter { Self.begins($0.name, with: pattern) })
        }
        let (start, end) = (Array(ends[0].utf8), Array(ends[1].utf8))
        let matches = tensors.compactMap { tensor -> (tensor: StoredTensor, isNumber: Bool)? in
            let name = Array(tensor.name.utf8)
            guard name.count > start.count + end.count, name.starts(with: start),
                name.suffix(end.count).elementsEqual(end)
            else { return nil }
            let middle = name[start.count..<name.count - end.count]
            return (tensor, middle.allSatisfy(DecimalNumber.isDigit))
        }
        let numbered = matches.filter(\.isNumber).map(\.tensor)
        guard let family = try only(numbered.isEmpty ? matches.map(\.tensor) : numbered) else { return nil }
        // A series of one: the only layer that was saved.
        let pieces = NumberedName(family.name).numbers
        let starred = pieces.first { NumberedName(family.name).starring($0) == pattern }
        return family.isSingle ? starred.flatMap { family.alone(piece: $0) } ?? family : family
    }

    /// The only family of some tensors; nil without tensors.
    ///
    /// - Throws: `TensorFileError.tensorChoiceNeeded` for several families.
    func only(_ tensors: [StoredTensor]) throws(TensorFileError) -> TensorFamily? {
        let all = TensorSeries.all(of: tensors)
        guard all.count < 2 else {
            throw .tensorChoiceNeeded(path: path, available: all.compactMap { $0.summary(of: tensors) })
        }
        return all.first.map { TensorFamily($0, of: tensors) }
    }

    /// The tensors that may be attention weights: with two axes at least, of numbers with a fraction, and no masks. Where there
    /// are none of these, all with two axes; else all.
    var maps: TensorChoice {
        let matrices = tensors.filter { $0.shape.rank > 1 }
        let weights = matrices.filter { $0.elementType.isFloatingPoint && !$0.isMask }
        return TensorChoice(path: path, tensors: weights.isEmpty ? matrices.isEmpty ? tensors : matrices : weights)
    }

    /// Whether a name begins with a text that does not end inside a word.
    private static func begins(_ name: String, with start: String) -> Bool {
        guard name.utf8.count > start.utf8.count, name.utf8.starts(with: start.utf8) else { return false }
        if let last = start.unicodeScalars.last, "/._-:".unicodeScalars.contains(last) { return true }
        let rest = name.unicodeScalars.dropFirst(start.unicodeScalars.count)
        return rest.first?.properties.isAlphabetic == false
    }
}

extension StoredTensor {
    /// Whether the name is that of a mask: `attention_mask`, `causal.mask`.
    public var isMask: Bool { words.contains { $0 == "mask" || $0 == "masks" } }

    /// Whether the name is that of a mask of something else than keys: `special_tokens_mask`, `head_mask`.
    public var isMaskOfOthers: Bool {
        isMask
            && words.contains {
                ["special", "head", "heads", "layer", "layers", "label", "labels", "loss"].contains($0)
            }
    }

    /// Whether the tensor holds the numbers of tokens, such as `input_ids`.
    public var isTokenIDs: Bool {
        guard holdsWholeNumbers else { return false }
        return words.suffix(2) == ["input", "ids"] || words.suffix(2) == ["token", "ids"] || words == ["ids"]
            || words == ["tokens"]
    }

    /// Whether the tensor may hold numbers of tokens: whole numbers along one axis, or two with that of a batch.
    var holdsWholeNumbers: Bool {
        !elementType.isFloatingPoint && elementType != .bool && (1...2).contains(shape.rank)
    }

    private var words: [String] { name.lowercased().split { !$0.isLetter }.map(String.init) }
}
