import Tensors

extension TensorFileError: CustomStringConvertible {
    /// One sentence: the file, the place in it, what was expected, what was found, and what to do.
    public var description: String {
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
            return
                "\(path): expected at most \(limit) bytes from a pipe or device, found more; save them to a file first"
        case .unknownFormat(let path, let found):
            let formats = TensorFileFormat.allCases.map { "\($0) (.\($0.fileExtension))" }.joined(separator: ", ")
            guard let found else { return "\(path): unknown format; supported: \(formats)" }
            let expected = TensorFileFormat(path: path).map { "a .\($0.fileExtension) file," } ?? "one of \(formats);"
            return "\(path): expected \(expected) found \(found.name); \(found.advice)"
        case .truncated(let path, let place, let offset, let expected, let found):
            return
                "\(path): \(place) at byte \(offset): expected \(expected) bytes, found \(found); the file is cut short"
        case .malformed(let path, let place, let expected, let found, let advice):
            return "\(path): \(place): expected \(expected), found \(found)" + (advice.map { "; \($0)" } ?? "")
        case .unsupportedElements(let path, let tensor, let found, let advice):
            let place = tensor.map { ": tensor \(quoted($0))" } ?? ""
            return "\(path)\(place): expected real numbers, found \(found); \(advice)"
        case .badShape(let path, let tensor, let reason):
            return "\(path): tensor \(quoted(tensor)): \(reason)"
        case .tooManyAxes(let path, let tensor, let limit, let found):
            return "\(path): tensor \(quoted(tensor)): expected at most \(limit) axes, found \(found)"
        case .byteCountMismatch(let path, let tensor, let expected, let found):
            return
                "\(path): data of tensor \(tensor): expected \(expected) bytes, found \(found); \(remedy(expected, found))"
        case .noSuchTensor(let path, let name, let available):
            return "\(path): no tensor is named \(quoted(name)); \(list(available))"
        case .tensorChoiceNeeded(let path, let available):
            guard let first = available.first else { return "\(path): the file holds no tensors" }
            // What to type is not what errors call it.
            let file = path == ByteSource.standardInputName ? ByteSource.standardInput : path
            return "\(path): name one of \(available.count) tensors, as in \(file):\(first.name); \(list(available))"
        case .indexOutOfRange(let path, let tensor, let indices):
            let found = indices.map(String.init).joined(separator: ", ")
            return "\(path): tensor \(tensor) has no part at index [\(found)]"
        case .rowsOutOfRange(let path, let tensor, let indices, let rows):
            let found = indices.map(String.init).joined(separator: ", ")
            return "\(path): tensor \(tensor) has no rows \(rows.lowerBound)..<\(rows.upperBound) at index [\(found)]"
        case .noSuchLabels(let path, let name, let available):
            let list =
                available.isEmpty
                ? "the file holds none" : "it holds " + available.map { quoted($0) }.joined(separator: ", ")
            return "\(path): no list of tokens is named \(quoted(name)); \(list)"
        case .cannotHold(let path, let expected, let found, let advice):
            return "\(path): expected \(expected), found \(found); \(advice)"
        case .cannotCreate(let path, let reason):
            let folder = OutputTarget.folder(of: path)
            return reason.isNotFound && !folder.isEmpty
                ? "\(path): cannot be created: there is no folder \(quoted(folder))"
                : "\(path): cannot be created: \(reason)"
        case .writeFailed(let path, let reason):
            return "\(path): writing failed: \(reason)"
        }
    }
}

/// A file of a large model names hundreds of tensors; an error lists this many.
private let listLimit = 20

private func list(_ tensors: [TensorSummary]) -> String {
    guard !tensors.isEmpty else { return "the file holds no tensors" }
    let rest = tensors.count > listLimit ? "\n  ... and \(tensors.count - listLimit) more" : ""
    return "it holds:" + tensors.prefix(listLimit).map { "\n  \($0)" }.joined() + rest
}

private func remedy(_ expected: Int, _ found: Int) -> String {
    (found < expected ? "the file is cut short" : "bytes are left over") + "; fetch or save it again"
}
