import Tensors

/// Writes matrices with labels as separated values. Numbers are the shortest decimals that read back as the same `Float`,
/// independent of the locale.
public enum CSVWriter {
    /// The character between cells.
    public enum Separator: String, Sendable, CaseIterable {
        case comma = ","
        case tab = "\t"
    }

    /// Writes a matrix, one line for each row.
    ///
    /// Labels are quoted, so that they are not read as numbers. With labels of both axes the first cell is empty.
    ///
    /// - Parameters:
    ///   - matrix: two axes, rows and columns.
    ///   - path: the file to replace.
    ///   - separator: the character between cells.
    ///   - columnLabels: a first row.
    ///   - rowLabels: a first column.
    /// - Throws: `TensorFileError.cannotHold` for a tensor of other than two axes and for a wrong number of labels;
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
