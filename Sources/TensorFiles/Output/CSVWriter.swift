import Tensors

/// Writes matrices as text that reads back as the same numbers: the shortest decimals that do, whatever the locale.
public enum CSVWriter {
    /// What stands between cells.
    public enum Separator: String, Sendable, CaseIterable {
        case comma = ","
        case tab = "\t"
    }

    /// Writes a matrix, a row of it a line.
    ///
    /// Labels stand in quotes, so that they are never taken for numbers; the corner between both kinds is empty.
    ///
    /// - Parameters:
    ///   - matrix: two axes, rows and columns.
    ///   - path: the file to replace.
    ///   - separator: what stands between two numbers of a line.
    ///   - columnLabels: a first row.
    ///   - rowLabels: a first column.
    /// - Throws: `TensorFileError.cannotHold` for a tensor of other than two axes and for a wrong count of labels;
    ///   `.cannotCreate`, `.writeFailed`.
    public static func write(
        _ matrix: Tensor, to path: String, separator: Separator = .comma, columnLabels: [String]? = nil,
        rowLabels: [String]? = nil
    ) throws(TensorFileError) {
        try prepare(matrix, for: path, separator: separator, columnLabels: columnLabels, rowLabels: rowLabels).commit()
    }

    /// Writes all but the last step, `commit()`.
    static func prepare(
        _ matrix: Tensor, for path: String, separator: Separator = .comma, columnLabels: [String]? = nil,
        rowLabels: [String]? = nil
    ) throws(TensorFileError) -> AtomicFile {
        guard matrix.shape.rank == 2 else {
            throw .cannotHold(
                path: path, expected: "a matrix of two axes", found: "shape \(matrix.shape)",
                advice: "write .npy, .npz or .safetensors")
        }
        try check(rowLabels, count: matrix.shape[0], "rows", path)
        try check(columnLabels, count: matrix.shape[1], "columns", path)
        var file = try AtomicFile(path: path)
        if let columnLabels {
            let corner = rowLabels == nil ? [] : [""]
            try file.write(line(corner + columnLabels.map(inQuotes), separator))
        }
        let columnCount = matrix.shape[1]
        for row in 0..<matrix.shape[0] {
            let numbers = matrix.elements[row * columnCount..<(row + 1) * columnCount].map(\.description)
            try file.write(line((rowLabels.map { [inQuotes($0[row])] } ?? []) + numbers, separator))
        }
        return file
    }

    private static func check(
        _ labels: [String]?, count: Int, _ what: String, _ path: String
    ) throws(TensorFileError) {
        guard let labels, labels.count != count else { return }
        throw .cannotHold(
            path: path, expected: "labels of \(count) \(what)", found: "\(labels.count)", advice: "give one for each")
    }

    private static func line(_ cells: [String], _ separator: Separator) -> [UInt8] {
        Array((cells.joined(separator: separator.rawValue) + "\n").utf8)
    }

    private static func inQuotes(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
