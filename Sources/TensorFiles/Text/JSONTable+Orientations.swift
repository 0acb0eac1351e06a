// The orientations in which pandas writes a DataFrame with to_json(), other than nested lists.
extension JSONTable {
    /// A list of objects, each a row: `[{"a": 0.5, "b": 0.5}, ...]`. A key that a row does not have is missing.
    ///
    /// - Throws: `TensorFileError.malformed`, also for a row with a key that the first one does not have.
    static func records(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent {
        var names: [String] = []
        var places: [String: Int] = [:]
        var table: JSONTable?
        try parser.array("a list of records") { (parser) throws(TensorFileError) in
            let isFirst = table == nil
            var cells = [Cell](repeating: .missing, count: names.count)
            try parser.object("a record, as before it") { (parser, key) throws(TensorFileError) in
                let start = parser
                let cell = try parser.cell()
                if let place = places[key] {
                    cells[place] = cell
                } else {
                    guard isFirst else {
                        throw start.malformed("one of the keys of the first record", found: quoted(key))
                    }
                    places[key] = names.count
                    names.append(key)
                    cells.append(cell)
                }
            }
            if table == nil { table = JSONTable(names: names, example: cells, path: parser.path) }
            try table?.add(cells)
        }
        guard let table, !names.isEmpty else { throw parser.malformed("records with keys", found: "none") }
        return try table.content()
    }

    /// An object of columns, each an object of its rows: `{"a": {"x": 0.5, "y": 1}, ...}`. Nil for another object.
    static func columns(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent? {
        var names: [String] = []
        var known: Set<String> = []
        var index: [String] = []
        var columns: [[Cell]] = []
        do throws(TensorFileError) {
            try parser.object("an object") { (parser, key) throws(TensorFileError) in
                var rows: [String] = []
                var column: [Cell] = []
                try parser.object("an object") { (parser, key) throws(TensorFileError) in
                    rows.append(key)
                    column.append(try parser.cell())
                }
                if names.isEmpty { index = rows }
                guard rows == index, known.insert(key).inserted else { throw parser.malformed("the same keys") }
                names.append(key)
                columns.append(column)
            }
            try parser.end()
        } catch {
            return nil
        }
        guard names.count > 1, !index.isEmpty else { return nil }
        var table = JSONTable(names: names, example: columns.map { $0[0] }, path: parser.path)
        for row in index.indices { try table.add(columns.map { $0[row] }) }
        var content = try table.content(index: index)
        content.readingNotes.append(.objectOfColumns)
        return content
    }

    /// An object of `columns`, `data` and optionally `index`, its rows with texts. Nil for another object.
    static func split(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent? {
        var names: [String] = []
        var rows: [[Cell]] = []
        do throws(TensorFileError) {
            try parser.object("an object") { (parser, key) throws(TensorFileError) in
                switch key {
                case "columns": names = try parser.cells().map(\.text)
                case "data":
                    try parser.array("a list of rows") { (parser) throws(TensorFileError) in
                        rows.append(try parser.cells())
                    }
                default: try parser.skip()
                }
            }
        } catch {
            return nil
        }
        guard let first = rows.first, first.count == names.count, rows.allSatisfy({ $0.count == names.count }) else {
            return nil
        }
        var table = JSONTable(names: names, example: first, path: parser.path)
        for row in rows { try table.add(row) }
        return try table.content()
    }
}
