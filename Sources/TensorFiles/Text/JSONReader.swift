/// Reads `.json` files: nested lists of numbers or truth values; an object that holds such lists, named by their keys, and
/// optionally lists of tokens as `tokens`, `x_tokens` and `y_tokens`; or a table as pandas writes it.
///
/// The list `weights` is the one that is meant when no name is given, or else the only one of two or more axes. `null` is NaN.
enum JSONReader: TensorFileReader {
    static func read(_ source: ByteSource, _ options: ReadingOptions) throws(TensorFileError) -> TensorFileContent {
        var parser = JSONParser(
            try utf8Bytes(source), path: source.path,
            advice: "write nested lists, or {\"weights\": [[0.5, 0.5]], \"tokens\": [\"the\", \"cat\"]}",
            allowsRepeatedKeys: true)
        let start = parser
        do throws(TensorFileError) {
            return try content(&parser)
        } catch {
            throw problem(of: start) ?? error
        }
    }

    /// What is wrong with JSON as a whole: several values, one a line. Nil for another fault.
    private static func problem(of start: JSONParser) -> TensorFileError? {
        var parser = start
        guard (try? parser.skip()) != nil else { return nil }
        let end = parser.position
        guard let next = parser.next(), "{[".utf8.contains(next),
            parser.bytes[end..<parser.position].contains(UInt8(ascii: "\n"))
        else { return nil }
        return .malformed(
            path: parser.path, place: "the value after the first", expected: "one JSON value",
            found: "several, as in JSON lines", advice: "put commas between them, and [ and ] around all")
    }

    private static func content(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent {
        let content: TensorFileContent
        if parser.next() == UInt8(ascii: "{") {
            content = try object(&parser)
        } else if parser.firstElement == JSONParser.FirstElement(depth: 1, byte: UInt8(ascii: "{")) {
            content = try records(&parser)
        } else {
            var arrays = JSONArrays(path: parser.path)
            try arrays.readNumbers(&parser, name: stem(parser.path))
            content = arrays.finished
        }
        try parser.end()
        return content
    }

    /// A list of objects: a table, or else the arrays in them.
    private static func records(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent {
        let start = parser
        do throws(TensorFileError) {
            return try JSONTable.records(&parser)
        } catch {
            var (other, arrays) = (start, JSONArrays(path: start.path))
            guard (try? arrays.readObjects(&other)) != nil else { throw error }
            if let refusal = arrays.content.refusals.min(by: { $0.key < $1.key }) { throw refusal.value }
            guard arrays.content.tensors.contains(where: { $0.shape.rank > 1 }) else { throw error }
            parser = other
            return named(arrays.finished)
        }
    }

    private static func object(_ parser: inout JSONParser) throws(TensorFileError) -> TensorFileContent {
        var other = parser
        if let content = try JSONTable.columns(&other) {
            parser = other
            return content
        }
        let start = parser
        var arrays = JSONArrays(path: parser.path)
        try arrays.readObject(&parser)
        var content = arrays.finished
        if Set(arrays.keys).isSuperset(of: ["columns", "data"]) {
            if nameSplit(&content) { return content }
            var other = start
            if let table = try JSONTable.split(&other) { return table }
        }
        let matrices = content.tensors.filter { $0.shape.rank > 1 }
        if let reason = content.refusals["weights"] { throw reason }
        if matrices.isEmpty, let first = content.refusals.min(by: { $0.key < $1.key }) { throw first.value }
        guard !content.tensors.isEmpty else {
            let keys = arrays.keys.prefix(20).map { quoted($0) }.joined(separator: ", ")
            if Set(arrays.keys).isSuperset(of: ["schema", "data"]) {
                throw .malformed(
                    path: parser.path, place: "keys", expected: "an array of numbers",
                    found: "a table of pandas with a schema (orient='table')",
                    advice: "write it with df.to_json(path, orient='split')")
            }
            throw parser.malformed(
                "an array of numbers, such as the key 'weights'", found: keys.isEmpty ? "no keys" : "the keys \(keys)")
        }
        return named(content)
    }

    /// The content with the tensor that is meant when no name is given.
    private static func named(_ found: TensorFileContent) -> TensorFileContent {
        var content = found
        let matrices = content.tensors.filter { $0.shape.rank > 1 }
        content.mainTensor =
            content.tensors.first { $0.name == "weights" }?.name ?? (matrices.count == 1 ? matrices[0].name : nil)
        return content
    }

    /// Takes `columns` and `index` of a table in pandas' orientation "split" for the tokens of its `data`.
    ///
    /// - Returns: false when `data` is no matrix.
    private static func nameSplit(_ content: inout TensorFileContent) -> Bool {
        guard let data = content.tensors.first(where: { $0.name == "data" }), data.shape.rank == 2 else { return false }
        for (name, key, axis) in [(LabelNames.x, "columns", 1), (LabelNames.y, "index", 0)] {
            let texts = content.labels.first { $0.name == key }.flatMap { try? $0.read() }
            let numbers = content.tensors.first { $0.name == key && $0.shape.rank == 1 }.flatMap { try? $0.read() }
            content.labels.removeAll { $0.name == key }
            content.tensors.removeAll { $0.name == key }
            let labels =
                texts ?? numbers?.elements.map { number in Int(exactly: number).map { "\($0)" } ?? "\(number)" } ?? []
            content.addLabels(name, labels, count: data.shape[axis])
        }
        content.mainTensor = data.name
        return true
    }
}
