import TensorFiles
import Tensors

/// The contents of a file as `info` prints them: as JSON, or as lines of text.
struct FileSummary: Encodable {
    struct Entry: Encodable {
        let name: String
        let dtype: String
        let shape: [Int]
    }

    struct Labels: Encodable {
        let name: String
        let count: Int
    }

    let format: String
    let tensors: [Entry]
    /// Tensors whose names differ in one number, stacked: `FILE:NAME` names them all.
    let families: [Entry]
    let tokens: [Labels]
    /// Arrays that cannot be read, by name, each with the reason.
    let unreadable: [String: String]

    init(_ file: TensorFile) {
        format = file.format.fileExtension
        tensors = file.tensors.map { Entry(name: $0.name, dtype: $0.elementType.name, shape: $0.shape.dimensions) }
        families = file.stackedFamilies.map {
            Entry(name: $0.name, dtype: $0.elementType.name, shape: $0.shape.dimensions)
        }
        tokens = file.labels.map { Labels(name: $0.name, count: $0.count) }
        unreadable = file.refusals.mapValues(file.reason)
    }

    /// A line for each tensor and list of tokens: its name, element type, shape and family.
    static func text(of file: TensorFile) -> String {
        let families = file.familyNames
        var rows = file.tensors.map { tensor in
            let family = families[tensor.name].map { ", one of \($0)" } ?? ""
            return [tensor.name, tensor.elementType.name, "\(tensor.shape)\(family)"]
        }
        rows += file.labels.map { [$0.name, "tokens", $0.shapeText] }
        rows += file.refusals.sorted { $0.key < $1.key }.map { [$0.key, "unreadable", file.reason($0.value)] }
        rows = rows.map { $0.map(\.printable) }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            zip(row, widths + [0]).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }.joined(
                separator: "  ")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}

extension TensorFile {
    /// The message of an error without the name of the file, which is the same on every line.
    fileprivate func reason(_ error: TensorFileError) -> String {
        let (text, prefix) = (Sentences.error(error), "\(path): ")
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }
}

extension StoredLabels {
    fileprivate var shapeText: String {
        listCount.map { $0 == 1 ? "1 list of \(count)" : "\($0) lists, \(count) in all" } ?? "(\(count),)"
    }
}
