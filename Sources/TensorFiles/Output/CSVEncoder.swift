import Tensors

/// Writes a matrix as separated values, one line for each row. Numbers are the shortest decimals that read back as the same
/// `Float`, independent of the locale.
struct CSVEncoder: TensorEncoder {
    let order = [0]
    private let rowCount: Int
    private let columnCount: Int
    private let separator: String
    private let columnLabels: [String]?
    private let rowLabels: [String]?
    private var row = 0
    private var column = 0

    /// - Throws: `TensorFileError.cannotHold` for any number of tensors but one, a tensor of other than two axes, and a
    ///   wrong number of labels.
    init(
        _ tensors: [TensorDeclaration], path: String, separator: String, columnLabels: [String]? = nil,
        rowLabels: [String]? = nil
    ) throws(TensorFileError) {
        let shape = try tensors.only(path: path).shape
        guard shape.rank == 2 else {
            throw .cannotHold(
                path: path, expected: "a matrix of two axes", found: "shape \(shape)",
                advice: "write .npy, .npz or .safetensors")
        }
        try CSVEncoder.check(rowLabels, count: shape[0], "rows", path)
        try CSVEncoder.check(columnLabels, count: shape[1], "columns", path)
        rowCount = shape[0]
        columnCount = shape[1]
        self.separator = separator
        self.columnLabels = columnLabels
        self.rowLabels = rowLabels
    }

    func begin(_ file: inout OutputFile) throws(TensorFileError) {
        guard let columnLabels else { return }
        let corner = rowLabels == nil ? [] : [""]
        try file.write(line(corner + columnLabels.map(CSVEncoder.inQuotes)))
    }

    mutating func append(
        _ elements: UnsafeBufferPointer<Float>, _ file: inout OutputFile
    ) throws(TensorFileError) {
        var text = ""
        for element in elements {
            if column == 0 {
                if let rowLabels { text += CSVEncoder.inQuotes(rowLabels[row]) + separator }
            } else {
                text += separator
            }
            text += element.description
            column += 1
            if column == columnCount {
                text += "\n"
                (row, column) = (row + 1, 0)
            }
            if text.utf8.count >= 1 << 16 {
                try file.write(Array(text.utf8))
                text = ""
            }
        }
        try file.write(Array(text.utf8))
    }

    func endTensor(_ file: inout OutputFile) throws(TensorFileError) {
        // A matrix without columns has no elements, so `append` wrote no lines.
        guard columnCount == 0 else { return }
        for row in 0..<rowCount { try file.write(line(rowLabels.map { [CSVEncoder.inQuotes($0[row])] } ?? [])) }
    }

    private func line(_ cells: [String]) -> [UInt8] { Array((cells.joined(separator: separator) + "\n").utf8) }

    private static func check(
        _ labels: [String]?, count: Int, _ axis: String, _ path: String
    ) throws(TensorFileError) {
        guard let labels, labels.count != count else { return }
        throw .cannotHold(
            path: path, expected: "labels of \(count) \(axis)", found: "\(labels.count)", advice: "give one for each")
    }

    private static func inQuotes(_ text: String) -> String {
        "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
