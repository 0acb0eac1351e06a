import Tensors

/// Writes matrices with their labels as text that reads back as the same numbers: the shortest decimals that do, whatever
/// the locale.
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
        let tensors = [try TensorDeclaration(name: stem(path), shape: matrix.shape, path: path)]
        let encoder = try CSVEncoder(
            tensors, path: path, separator: separator.rawValue, columnLabels: columnLabels, rowLabels: rowLabels)
        var stream = try TensorStream(path: path, tensors, encoder)
        try stream.append(matrix.elements)
        try stream.finish().commit()
    }
}
