/// Reads `.csv` and `.tsv` files: a matrix of numbers, optionally with labels in the first row and the first column.
///
/// The first row holds labels when none of its cells is a number, and the first column when the cell beside the first
/// number is none; the corner may hold anything, and an empty corner means both. A number in quotes counts as text,
/// unless the numbers of the matrix stand in quotes too. Missing numbers are written `nan`; an empty cell is an error.
enum CSVReader: TensorFileReader {
    static func read(_ source: ByteSource) throws(TensorFileError) -> TensorFileContent {
        try read(source, separator: nil)
    }

    static func read(_ source: ByteSource, separator: UInt8?) throws(TensorFileError) -> TensorFileContent {
        let bytes = try source.bytes(0..<source.count, of: "text")
        var matrix = CSVMatrix(CSVScanner(bytes, path: source.path, separator: separator))
        try matrix.read()
        var content = TensorFileContent()
        content.tensors = [
            try StoredTensor(
                name: stem(source.path), dimensions: [matrix.rowCount, matrix.columnCount], numbers: matrix.numbers,
                path: source.path)
        ]
        if let labels = matrix.columnLabels { content.labels.append(StoredLabels(name: LabelNames.x, tokens: labels)) }
        if let labels = matrix.rowLabels { content.labels.append(StoredLabels(name: LabelNames.y, tokens: labels)) }
        return content
    }
}

/// As `CSVReader`, with tabs between the cells.
enum TSVReader: TensorFileReader {
    static func read(_ source: ByteSource) throws(TensorFileError) -> TensorFileContent {
        try CSVReader.read(source, separator: UInt8(ascii: "\t"))
    }
}
