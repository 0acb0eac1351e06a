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
        // A file may have a million tensors: their lines are not kept besides the text.
        func forEachRow(_ body: (_ name: String, _ type: String, _ rest: String) -> Void) {
            for tensor in file.tensors {
                let family = families[tensor.name].map { ", one of \($0)" } ?? ""
                body(tensor.name.printable, tensor.elementType.name, "\(tensor.shape)\(family)".printable)
            }
            for labels in file.labels { body(labels.name.printable, "tokens", labels.shapeText) }
            for (name, error) in file.refusals.sorted(by: { $0.key < $1.key }) {
                body(name.printable, "unreadable", file.reason(error).printable)
            }
        }
        var widths = (0, 0)
        forEachRow { name, type, _ in widths = (max(widths.0, name.count), max(widths.1, type.count)) }
        var text = ""
        forEachRow { name, type, rest in
            text += name + String(repeating: " ", count: widths.0 - name.count + 2)
            text += type + String(repeating: " ", count: widths.1 - type.count + 2) + rest + "\n"
        }
        return text
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
