import Tensors

/// A file of tensors: headers read and checked, elements read on demand.
///
/// ```swift
/// let file = try TensorFile.open("attentions.npy")
/// let head = try file.tensor().read(leading: [0, 3])
/// ```
public struct TensorFile: Sendable {
    /// The path in error messages.
    public let path: String
    public let format: TensorFileFormat
    /// The tensors, in file order.
    public let tensors: [StoredTensor]
    /// The lists of tokens in the file: arrays of text in a NumPy archive, the first row and column of CSV
    /// (`x_tokens`, `y_tokens`), `tokens`, `x_tokens` and `y_tokens` in `__metadata__` of safetensors and in JSON.
    public let labels: [StoredLabels]
    /// The free text in the file (`__metadata__` of safetensors), by name.
    public let notes: [String: String]
    /// The reasons why some arrays of a NumPy archive cannot be read, by name.
    public let refusals: [String: TensorFileError]
    /// What the reader did that the user may not expect, such as taking empty cells for NaN.
    public let readingNotes: [ReadingNote]
    private let mainTensor: String?

    /// Opens a file, or the standard input as `-`. The format is detected from the content, or else from the extension.
    ///
    /// The file is memory-mapped and must not be shortened while its tensors are in use: accessing the missing bytes stops
    /// the program (SIGBUS). Replacing it by renaming, as `AtomicFile` does, is safe.
    ///
    /// - Parameters:
    ///   - path: the file, or `-`.
    ///   - format: the format, instead of detecting it. Text from the standard input needs it.
    ///   - options: what the file does not say.
    /// - Throws: `TensorFileError`.
    public static func open(
        _ path: String, format: TensorFileFormat? = nil, options: ReadingOptions = ReadingOptions()
    ) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path), format: format, options: options)
    }

    /// Reads from bytes in memory or from a source that is already open.
    ///
    /// - Parameters:
    ///   - source: the bytes, and the path in error messages.
    ///   - format: the format; nil to detect it from content and path.
    ///   - options: what the file does not say.
    /// - Throws: `TensorFileError`.
    public init(
        _ source: ByteSource, format: TensorFileFormat? = nil, options: ReadingOptions = ReadingOptions()
    ) throws(TensorFileError) {
        path = source.path
        if let format {
            self.format = format
        } else {
            self.format = try TensorFileFormat.detect(source)
        }
        let content = try self.format.reader.read(source, options)
        tensors = content.tensors
        labels = content.labels
        notes = content.notes
        refusals = content.refusals
        readingNotes = content.readingNotes
        mainTensor = content.mainTensor
    }

    /// The tensor with the name, or the family of tensors: `layer.*.attention` stacks all whose names differ in that number
    /// only, and `decoder` is the only tensor or family whose name begins with it. Without a name the only tensor or family, or
    /// `weights` or the only matrix of a JSON object.
    ///
    /// - Throws: `TensorFileError.noSuchTensor`, `.tensorChoiceNeeded`; both list the families. The reason why the
    ///   named array, or the only one, cannot be read.
    public func tensor(named name: String? = nil) throws(TensorFileError) -> StoredTensor {
        try tensor(named: name, among: TensorChoice(path: path, tensors: tensors))
    }

    /// The attention weights with the name. As `tensor(named:)`, but scalars, lists, masks and integers, such as `input_ids`,
    /// are chosen only by their full names, or where there is nothing else.
    ///
    /// - Throws: as `tensor(named:)`.
    public func weights(named name: String? = nil) throws(TensorFileError) -> StoredTensor {
        try tensor(named: name, among: TensorChoice(path: path, tensors: tensors).maps)
    }

    private func tensor(named name: String?, among choice: TensorChoice) throws(TensorFileError) -> StoredTensor {
        let family: TensorFamily?
        if let name {
            // Canonically equivalent strings are equal in Swift, and may be different names in a file.
            let exact = tensors.first { $0.name.utf8.elementsEqual(name.utf8) }
            if let tensor = exact ?? tensors.first(where: { $0.name == name }) { return numbered(tensor) }
            if let reason = refusals[name] { throw reason }
            family = try choice.family(named: name)
        } else {
            if tensors.count == 1, let only = tensors.first { return numbered(only) }
            if let mainTensor, let main = tensors.first(where: { $0.name == mainTensor }) { return numbered(main) }
            family = try choice.only(choice.tensors)
        }
        if let family, let stack = try family.stack(path: path) { return family.isSingle ? numbered(stack) : stack }
        let available = families
        if let name { throw .noSuchTensor(path: path, name: name, available: available) }
        if tensors.isEmpty, let first = refusals.min(by: { $0.key < $1.key }) { throw first.value }
        throw .tensorChoiceNeeded(path: path, available: available)
    }

    /// A single tensor with the numbers in its name, unless the name is that of the file.
    private func numbered(_ tensor: StoredTensor) -> StoredTensor {
        guard tensor.name != stem(path) else { return tensor }
        var tensor = tensor
        tensor.numbers = TensorFamily(tensor).numbers
        return tensor
    }

    /// The tensors, those whose names differ in one number, or in the numbers of layer and head, as one: `layer.*.attention`.
    public var families: [TensorSummary] { TensorSeries.all(of: tensors).compactMap { $0.summary(of: tensors) } }

    /// The families of several tensors.
    public var stackedFamilies: [TensorSummary] {
        TensorSeries.all(of: tensors).filter { !$0.axes.isEmpty }.compactMap { $0.summary(of: tensors) }
    }

    /// The name of the family of each tensor that is one of several, by the name of the tensor.
    public var familyNames: [String: String] {
        var names: [String: String] = [:]
        for series in TensorSeries.all(of: tensors) where !series.axes.isEmpty {
            for index in series.members { names[tensors[index].name] = series.name }
        }
        return names
    }

    /// All tensors of the file stacked along a new first axis, in the order of the one number in which their names
    /// differ: `layer.0.attention` ... `layer.11.attention` are `layer.*.attention` of 12 layers, and layer 2 comes
    /// before layer 10. Names that differ in the numbers of layer and head make two axes.
    ///
    /// - Returns: nil when the file has fewer than two tensors, when they differ in shape or element type, or when their
    ///   names are not such a series.
    /// - Throws: `TensorFileError.tooManyAxes`, `.badShape` when the stack would be too large.
    public func stacked() throws(TensorFileError) -> StoredTensor? {
        let families = TensorFamily.families(of: tensors)
        guard families.count == 1, let family = families.first, !family.isSingle else { return nil }
        return try family.stack(path: path)
    }

    /// The weights of decoding steps, if the file or the tensors whose names begin with `name` are such.
    ///
    /// - Parameter name: what the names of the tensors begin with; nil for all tensors.
    public func decodingSteps(named name: String? = nil) -> DecodingSteps? {
        if let name, tensors.contains(where: { $0.name == name }) { return nil }
        // Weights that are all 0 and 1 may be stored as whole numbers.
        let maps = tensors.filter { $0.shape.rank > 1 && !$0.isMask && !$0.isTokenIDs }
        if let name, name.contains("*") {
            return DecodingSteps(maps.filter { NumberedName($0.name).matches(name) })
        }
        return DecodingSteps(name.map { name in maps.filter { $0.name.utf8.starts(with: name.utf8) } } ?? maps)
    }

    /// Whether arrays of this name hold the tokens of an axis.
    public static func isTokenList(_ name: String) -> Bool { LabelNames.all.contains(name) }

    /// The tokens of the list with the name, or the numbers in a tensor of whole numbers, such as `input_ids`.
    ///
    /// - Throws: `TensorFileError.noSuchLabels`, which lists the names; `.malformed` for a damaged array.
    public func labels(named name: String) throws(TensorFileError) -> [String] { try storedLabels(named: name).read() }

    /// As `labels(named:)`, with the lists of the entries of a batch apart.
    ///
    /// - Throws: as `labels(named:)`.
    public func labelLists(named name: String) throws(TensorFileError) -> [[String]] {
        try storedLabels(named: name).readLists()
    }

    private func storedLabels(named name: String) throws(TensorFileError) -> StoredLabels {
        if let labels = labels.first(where: { $0.name == name }) { return labels }
        let numbers = tensors.filter(\.holdsWholeNumbers)
        if let tensor = numbers.first(where: { $0.name == name }) { return StoredLabels(tensor) }
        if let reason = refusals[name] { throw reason }
        throw .noSuchLabels(path: path, name: name, available: labels.map(\.name) + numbers.map(\.name))
    }

    /// The tokens of the keys and of the queries: `x_tokens` and `y_tokens`, else `tokens` for both. Nil where the
    /// file has none. Lists of the entries of a batch follow each other.
    ///
    /// - Throws: `TensorFileError.malformed` for a damaged array.
    public func axisLabels() throws(TensorFileError) -> (x: [String]?, y: [String]?) {
        let lists = try axisLabelLists()
        return (lists.x.map { Array($0.joined()) }, lists.y.map { Array($0.joined()) })
    }

    /// As `axisLabels()`, with the lists of the entries of a batch apart.
    ///
    /// - Throws: as `axisLabels()`.
    public func axisLabelLists() throws(TensorFileError) -> (x: [[String]]?, y: [[String]]?) {
        func read(_ name: String) throws(TensorFileError) -> [[String]]? {
            try labels.first { $0.name == name }?.readLists()
        }
        let both = try read(LabelNames.both)
        let (keys, queries) = (try read(LabelNames.keys) ?? both, try read(LabelNames.queries) ?? both)
        return (try read(LabelNames.x) ?? keys, try read(LabelNames.y) ?? queries)
    }
}
