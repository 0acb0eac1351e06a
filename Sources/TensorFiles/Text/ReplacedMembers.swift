/// The tensors and lists of tokens that each member of a JSON object gave, so that a member of the same name replaces them.
///
/// Costs time in proportion to what is read, however often names are repeated.
struct ReplacedMembers {
    private struct Owned {
        let tensors: Range<Int>
        let labels: Range<Int>
    }

    /// By the bytes of the names: strings of Swift are equal when they are canonically equivalent, keys in JSON are not.
    private var owned: [[UInt8]: Owned] = [:]
    private var goneTensors: Set<Int> = []
    private var goneLabels: Set<Int> = []
    /// The names that occurred several times, in the order in which they did.
    private var repeated: [String] = []
    private var known: Set<String> = []

    /// The most names of which each has a note of its own.
    private static let noteLimit = 10

    /// Remembers what a member gave: indices of tensors and of lists of tokens.
    mutating func add(_ name: String, tensors: Range<Int>, labels: Range<Int>) {
        guard !tensors.isEmpty || !labels.isEmpty else { return }
        owned[Array(name.utf8)] = Owned(tensors: tensors, labels: labels)
    }

    /// Takes away what a member gave before, if anything.
    mutating func replace(_ name: String, in content: inout TensorFileContent) {
        if !content.refusals.isEmpty { content.refusals[name] = nil }
        guard !owned.isEmpty, let old = owned.removeValue(forKey: Array(name.utf8)) else { return }
        // Not those that members inside this one replaced.
        let count = goneTensors.count + goneLabels.count
        goneTensors.formUnion(old.tensors)
        goneLabels.formUnion(old.labels)
        if goneTensors.count + goneLabels.count > count, known.insert(name).inserted { repeated.append(name) }
    }

    /// Removes what was replaced, and notes the names.
    func remove(from content: inout TensorFileContent) {
        if !goneTensors.isEmpty {
            content.tensors = content.tensors.enumerated().filter { !goneTensors.contains($0.offset) }.map(\.element)
        }
        if !goneLabels.isEmpty {
            content.labels = content.labels.enumerated().filter { !goneLabels.contains($0.offset) }.map(\.element)
        }
        content.readingNotes += repeated.prefix(Self.noteLimit).map { .repeatedKey($0) }
        if repeated.count > Self.noteLimit {
            content.readingNotes.append(.moreRepeatedKeys(count: repeated.count - Self.noteLimit))
        }
    }
}
