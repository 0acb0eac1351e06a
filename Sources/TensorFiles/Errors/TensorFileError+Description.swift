extension TensorFileError: CustomStringConvertible {
    /// One sentence: the file, the place in it, what was expected, what was found, and what to do.
    public var description: String { sentence(advice: advice) }

    /// The sentence with another advice, such as one that names an option of a program.
    package func sentence(advice: String?) -> String { finding + (advice.map { "; \($0)" } ?? "") }

    /// The file, the place in it, what was expected and what was found.
    private var finding: String {
        switch self {
        case .cannotOpen(let path, let reason):
            return "\(path): cannot be opened: \(reason)"
        case .isDirectory(let path):
            return "\(path): expected a file, found a folder"
        case .readFailed(let path, let reason):
            return "\(path): reading failed: \(reason)"
        case .emptyFile(let path):
            return "\(path): the file is empty"
        case .inputTooLong(let path, let limit):
            return "\(path): expected at most \(limit) bytes from a pipe or device, found more"
        case .tooMuch(let path, let content, let limit, let found, _):
            return "\(path): expected at most \(limit) \(content), found \(found)"
        case .unknownFormat(let path, nil):
            return "\(path): unknown format"
        case .unknownFormat(let path, let found?):
            let expected =
                TensorFileFormat(path: path).map { "a .\($0.fileExtension) file," }
                ?? "one of \(TensorFileFormat.list);"
            return "\(path): expected \(expected) found \(found)"
        case .truncated(let path, let place, let offset, let expected, let found):
            return "\(path): \(place) at byte \(offset): expected \(expected) bytes, found \(found)"
        case .malformed(let path, let place, let expected, let found, _):
            return "\(path): \(place): expected \(expected), found \(found)"
        case .unsupportedElements(let path, let tensor, let found):
            return "\(path)\(tensor.map { ": tensor \(quoted($0))" } ?? ""): expected real numbers, found \(found)"
        case .badShape(let path, let tensor, let reason):
            return "\(path): tensor \(quoted(tensor)): \(reason)"
        case .tooManyAxes(let path, let tensor, let limit, let found):
            return "\(path): tensor \(quoted(tensor)): expected at most \(limit) axes, found \(found)"
        case .byteCountMismatch(let path, let tensor, let expected, let found):
            return "\(path): data of tensor \(tensor): expected \(expected) bytes, found \(found)"
        case .noSuchTensor(let path, let name, let available):
            return "\(path): no tensor is named \(quoted(name)); \(available.list(path))"
        case .tensorChoiceNeeded(let path, let available):
            guard let first = available.first else { return "\(path): the file holds no tensors" }
            let example = reference(path, first.name)
            return "\(path): name one of \(available.count) tensors, as in \(example); \(available.list(path))"
        case .indexOutOfRange(let path, let tensor, let indices):
            return "\(path): tensor \(tensor) has no part at index \(indices)"
        case .rowsOutOfRange(let path, let tensor, let indices, let rows):
            return "\(path): tensor \(tensor) has no rows \(rows.lowerBound)..<\(rows.upperBound) at index \(indices)"
        case .noSuchLabels(let path, let name, let available):
            let list = available.isEmpty ? "the file holds none" : "it holds \(available.briefList)"
            return "\(path): no list of tokens is named \(quoted(name)); \(list)"
        case .cannotHold(let path, let expected, let found, _):
            return "\(path): expected \(expected), found \(found)"
        case .cannotCreate(let path, let reason):
            let folder = folder(of: path)
            return reason.isNotFound && !folder.isEmpty
                ? "\(path): cannot be created: there is no folder \(quoted(folder))"
                : "\(path): cannot be created: \(reason)"
        case .writeFailed(let path, let reason):
            return "\(path): writing failed: \(reason)"
        case .oldFileMoved(let path, let other):
            return
                "\(path): replacing the outputs failed, and the old file could not get its name back; it is now \(other)"
        }
    }

    /// What to do; nil where only the user can know.
    private var advice: String? {
        switch self {
        case .inputTooLong: "save them to a file first"
        case .tooMuch(_, _, _, _, let advice): advice
        case .unknownFormat(_, let found): found?.advice ?? "supported: \(TensorFileFormat.list)"
        case .truncated: "the file is cut short"
        case .malformed(_, _, _, _, let advice): advice
        case .unsupportedElements(_, _, let found): found.advice
        case .byteCountMismatch(_, _, let expected, let found):
            (found < expected ? "the file is cut short" : "bytes are left over") + "; fetch or save it again"
        case .cannotHold(_, _, _, let advice): advice
        default: nil
        }
    }
}

extension [TensorSummary] {
    /// A file of a large model names hundreds of tensors; an error lists this many.
    private static let listLimit = 20

    /// A line for each tensor or family.
    fileprivate func list(_ path: String) -> String {
        guard !isEmpty else { return "the file holds no tensors" }
        let rest = count > Self.listLimit ? "\n  ... and \(count - Self.listLimit) more" : ""
        let lines = prefix(Self.listLimit).map { tensor in
            // The name of a family is none of a tensor: it is written as it is typed.
            tensor.name.contains("*")
                ? "\n  \(reference(path, tensor.name)) \(tensor.elementType) \(tensor.shape)" : "\n  \(tensor)"
        }
        return "it holds:" + lines.joined() + rest
    }
}

/// `FILE:NAME`, in quotes where a shell would read it otherwise. Errors call the standard input by its name, and a reference
/// calls it "-".
private func reference(_ path: String, _ name: String) -> String {
    let text = "\(path == StandardInput.name ? StandardInput.path : path):\(name)"
    let isPlain = text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || "0123456789./:_-@+=,".unicodeScalars.contains($0)
    }
    return isPlain ? text : quoted(text, limit: 400)
}

extension [String] {
    /// The first 20 names.
    fileprivate var briefList: String {
        prefix(20).map { quoted($0) }.joined(separator: ", ") + (count > 20 ? " and \(count - 20) more" : "")
    }
}

extension TensorFileFormat {
    fileprivate static var list: String {
        allCases.map { "\($0) (.\($0.fileExtension))" }.joined(separator: ", ")
    }
}
