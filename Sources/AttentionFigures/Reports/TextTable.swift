import TensorFiles
import Tensors

/// A table of numbers and words, as aligned text or as comma-separated values. Control characters in words are escaped.
public struct TextTable: Sendable {
    public enum Cell: Sendable {
        case word(String)
        case count(Int)
        case number(Double)
        /// A mean and its standard error.
        case measured(Double, error: Double)
        case missing
    }

    public let header: [String]
    public private(set) var rows: [[Cell]] = []

    public init(header: [String]) { self.header = header }

    public mutating func add(_ row: [Cell]) { rows.append(row) }

    /// The aligned table: words left-aligned, numbers right-aligned.
    ///
    /// - Parameter decimals: the number of decimals.
    public func text(decimals: Int = 3) -> String {
        let header = header.map(\.printable)
        let texts = rows.map { $0.map { $0.text(decimals: decimals) } }
        let widths = header.indices.map { column in ([header] + texts).map { $0[column].count }.max() ?? 0 }
        let isWord = header.indices.map { column in
            rows.contains { if case .word = $0[column] { true } else { false } }
        }
        let lines = ([header] + texts).map { row in
            let cells = row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                return isWord[column] ? row[column] + space : space + row[column]
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }
        return lines.joined()
    }

    /// Comma-separated values with a header (RFC 4180); numbers have the fewest digits that round-trip.
    public var csv: String {
        let lines = [header.map { Self.quoted($0.printable) }] + rows.map { $0.map { Self.quoted($0.exact) } }
        return lines.map { $0.joined(separator: ",") + "\n" }.joined()
    }

    private static func quoted(_ text: String) -> String {
        guard text.contains(where: { "\",\r\n".contains($0) }) else { return text }
        return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }
}

extension TextTable.Cell {
    fileprivate func text(decimals: Int) -> String {
        switch self {
        case .word(let word): word.printable
        case .count(let count): String(count)
        case .number(let value): value.isFinite ? DecimalText.fixed(value, decimals: decimals) : exact
        case .measured(let mean, let error):
            "\(Self.number(mean).text(decimals: decimals)) \u{b1} \(Self.number(error).text(decimals: decimals))"
        case .missing: ""
        }
    }

    fileprivate var exact: String {
        switch self {
        case .word(let word): word.printable
        case .count(let count): String(count)
        case .number(let value), .measured(let value, _): value.isNaN ? "NaN" : "\(value)"
        case .missing: ""
        }
    }
}
