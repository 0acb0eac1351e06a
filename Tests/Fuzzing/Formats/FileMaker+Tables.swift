extension FileMaker {
    /// A matrix, with labels or without.
    mutating func table() -> FuzzInput {
        let (separator, path) = random.pick([
            (",", "a.csv"), (",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), (" ", "a.txt"),
        ])
        let newline = random.pick(["\n", "\n", "\r\n", "\r"])
        let (rows, columns) = (2 + below(5), 2 + below(5))
        let hasLabels = random.chance(0.4) && separator != " "
        var numbers: [Float] = []
        var lines: [String] =
            hasLabels ? [(["label"] + (0..<columns).map { "k\($0)" }).joined(separator: separator)] : []
        for row in 0..<rows {
            var cells = hasLabels ? [field("q\(row)", or: Self.hardTexts)] : []
            for _ in 0..<columns {
                // A fraction in every cell: rows of whole numbers may be a header.
                let number = Float(2 * below(60) - 59) / 64
                numbers.append(number)
                cells.append(field("\(number)", or: Self.hardNumbers + Self.hardTexts, weight: 0.3))
            }
            if fault(0.3) { cells.removeLast() }
            if fault(0.3) { cells.append(random.pick(Self.hardNumbers)) }
            lines.append(cells.joined(separator: field(separator, or: [",", ";", "\t", " ", "|", ", "], weight: 0.3)))
        }
        if random.chance(0.1) { lines.insert("# a comment", at: 0) }
        if fault() { lines.insert(random.pick(["sep=;", "%", "", "#,1", separator]), at: below(lines.count)) }
        return text(lines, newline, path, content(.tensor(shape: [rows, columns], elements: numbers)))
    }

    /// A table with one weight a row.
    mutating func longTable() -> FuzzInput {
        let (rows, columns) = (2 + below(4), 2 + below(4))
        let words = random.chance(0.3)
        var numbers: [Float] = []
        var lines = [
            field("query,key,weight", or: ["q,k,weight", "source,target,weight", "a,b,c", "query,query,weight"])
        ]
        for query in 0..<rows {
            for key in 0..<columns {
                let number = Float(1 + below(60)) / 64
                numbers.append(number)
                let position = field(
                    words ? "w\(query)" : "\(query)", or: Self.hardNumbers + ["4000000000"], weight: 0.3)
                let other = field(words ? "v\(key)" : "\(key)", or: Self.hardNumbers + ["-4000000000"], weight: 0.3)
                lines.append("\(position),\(other),\(field("\(number)", or: Self.hardNumbers, weight: 0.3))")
            }
        }
        if fault() { lines.append(random.pick(lines)) }
        if fault() { lines.remove(at: below(lines.count)) }
        return text(lines, "\n", "a.csv", content(.tensor(shape: [rows, columns], elements: numbers)))
    }

    private mutating func text(
        _ lines: [String], _ newline: String, _ path: String, _ content: FuzzInput.Content?
    ) -> FuzzInput {
        var text = lines.joined(separator: newline) + (random.chance(0.8) ? newline : "")
        if random.chance(0.05) { text = "\u{FEFF}" + text }
        var bytes = Array(text.utf8)
        if random.chance(0.05) {
            bytes = [0xFF, 0xFE] + text.utf16.filter { $0 != 0xFEFF }.flatMap { little(Int($0), 2) }
        }
        if fault() { damage(&bytes) }
        let isOther = isFaulty && random.chance(0.1)
        return FuzzInput(
            reader: isOther ? .cellTexts : .tensors, path: path, bytes: bytes, content: isFaulty ? nil : content)
    }
}
