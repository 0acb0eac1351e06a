/// A table of JSON records: a matrix with names of columns, or a table with one weight a row.
struct JSONTable {
    /// A value of a record.
    enum Cell {
        case number(Float, text: String)
        case text(String)
        case truth(Bool)
        case missing

        var text: String {
            switch self {
            case .number(_, let text), .text(let text): text
            case .truth(let truth): truth ? "true" : "false"
            case .missing: ""
            }
        }
    }

    private let names: [String]
    private let path: String
    private var long: LongTable?
    private var weightColumn = 0
    /// The column of the labels of rows; nil when all columns are numbers.
    private var labelColumn: Int?
    private var rowLabels: [String] = []
    private var numbers: [Float] = []
    private var rowCount = 0
    private var missingCount = 0
    private var truthCount = 0

    /// - Parameters:
    ///   - names: the names of the columns.
    ///   - example: the first row, from which the columns of labels are found.
    /// - Precondition: as many values as names.
    init(names: [String], example: [Cell], path: String) {
        self.names = names
        self.path = path
        let texts = example.indices.filter { if case .text = example[$0] { true } else { false } }
        let columns =
            LongTableColumns(names: names) ?? Self.positions(names, example)
            ?? (texts == [0, 1] && names.count == 3 ? .init(pairs: names) : nil)
        if let columns {
            long = LongTable(columns, path: path)
            weightColumn = columns.indices[.weight] ?? 0
        } else if texts.count == 1, names.count > 1 {
            labelColumn = texts[0]
        }
    }

    /// Columns named as query and key that hold whole numbers or words, and one of numbers.
    private static func positions(_ names: [String], _ example: [Cell]) -> LongTableColumns? {
        let columns = LongTableColumns(names: names) { if case .number = example[$0] { true } else { false } }
        let indices = [LongTableColumns.Role.query, .key].compactMap { columns?.indices[$0] }
        let areWhole = indices.allSatisfy { index in
            switch example[index] {
            case .number(_, let text): Int(text) != nil
            case .text: true
            case .truth, .missing: false
            }
        }
        return areWhole ? columns : nil
    }

    /// Adds a row.
    ///
    /// - Throws: `TensorFileError.malformed` for text among numbers.
    mutating func add(_ cells: [Cell]) throws(TensorFileError) {
        if long != nil {
            let weight: Float?
            switch cells[weightColumn] {
            case .number(let number, _): weight = number
            case .missing: weight = nil
            case .text, .truth: throw notANumber(cells[weightColumn], column: weightColumn)
            }
            try long?.add(weight) { column throws(TensorFileError) in cells[column].text }
        } else {
            for (column, cell) in cells.enumerated() {
                if column == labelColumn { rowLabels.append(cell.text) } else { try add(cell, column: column) }
            }
        }
        rowCount += 1
    }

    private mutating func add(_ cell: Cell, column: Int) throws(TensorFileError) {
        switch cell {
        case .number(let number, _): numbers.append(number)
        case .truth(let truth):
            truthCount += 1
            numbers.append(truth ? 1 : 0)
        case .missing:
            missingCount += 1
            numbers.append(.nan)
        case .text: throw notANumber(cell, column: column)
        }
    }

    private func notANumber(_ cell: Cell, column: Int) -> TensorFileError {
        .malformed(
            path: path, place: "record \(rowCount), key \(quoted(names[column]))", expected: "a number",
            found: quoted(cell.text), advice: nil)
    }

    /// - Parameter index: the labels of the rows, where they are not in a column.
    /// - Throws: `TensorFileError.malformed` for truth values among numbers; as `LongTable.content`.
    func content(index: [String] = []) throws(TensorFileError) -> TensorFileContent {
        if let long { return try long.content { "record \($0)" } }
        let columns = names.enumerated().filter { $0.offset != labelColumn }.map(\.element)
        guard truthCount == 0 || truthCount == numbers.count else {
            throw .malformed(
                path: path, place: "records", expected: "true or false in every place, or numbers in all",
                found: "\(truthCount) truth values of \(numbers.count)", advice: nil)
        }
        var content = TensorFileContent()
        content.tensors = [
            try StoredTensor(
                name: stem(path), elementType: truthCount > 0 ? .bool : .float32,
                dimensions: [rowCount, columns.count],
                numbers: numbers, path: path)
        ]
        content.addLabels(LabelNames.x, columns, count: columns.count)
        content.addLabels(LabelNames.y, rowLabels.isEmpty ? index : rowLabels, count: rowCount)
        if missingCount > 0 { content.readingNotes.append(.missingCells(count: missingCount)) }
        return content
    }
}

extension TensorFileContent {
    /// Adds the names of columns or rows of a table as tokens, unless they are 0, 1, 2, ... or of another number.
    mutating func addLabels(_ name: String, _ labels: [String], count: Int) {
        guard labels.count == count, count > 0, labels != (0..<count).map({ "\($0)" }) else { return }
        self.labels.append(StoredLabels(name: name, tokens: labels))
    }
}

extension JSONParser {
    /// A number, a string, `true`, `false` or `null`.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func cell() throws(TensorFileError) -> JSONTable.Cell {
        switch next() {
        case UInt8(ascii: "\""): return .text(try string("a string"))
        case UInt8(ascii: "n") where acceptWord("null"): return .missing
        case UInt8(ascii: "t") where acceptWord("true"): return .truth(true)
        case UInt8(ascii: "f") where acceptWord("false"): return .truth(false)
        default:
            let start = position
            let number = try number("a number or a text")
            return .number(number, text: String(decoding: bytes[start..<position], as: UTF8.self))
        }
    }

    /// A list of such values.
    ///
    /// - Throws: `TensorFileError.malformed`.
    mutating func cells() throws(TensorFileError) -> [JSONTable.Cell] {
        var cells: [JSONTable.Cell] = []
        try array("a list of numbers or texts") { (parser) throws(TensorFileError) in
            cells.append(try parser.cell())
        }
        return cells
    }
}
