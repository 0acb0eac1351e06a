/// What a reader did with a file that its user may not expect. Cases hold facts; `description` turns them into a clause.
public enum ReadingNote: Hashable, Sendable {
    /// So many cells were empty, `NA` or `null`, and are NaN.
    case missingCells(count: Int)
    /// The numbers of the first row were taken for the names of the columns, as pandas writes them.
    case numberedColumns(first: String, last: String)
    /// The numbers of the first column were taken for the names of the rows, as pandas writes them.
    case numberedRows(first: String, last: String)
    /// Every row ends in a separator; the empty column after it is left out.
    case emptyLastColumn
    /// A table with one row for each weight.
    ///
    /// - Parameters:
    ///   - query: the name of the column of the queries.
    ///   - key: the name of the column of the keys.
    ///   - weight: the name of the column of the weights.
    ///   - missing: the number of weights that no row gives; they are NaN.
    ///   - ignored: the names of the columns that are not read.
    case longTable(query: String, key: String, weight: String, missing: Int, ignored: [String])
    /// A matrix of three columns that may be queries, keys and weights: the first two are whole numbers in different pairs.
    case possibleTriples(rows: Int)
    /// Objects in objects of numbers were taken for the columns of a table, as pandas writes them.
    case objectOfColumns
    /// An object has the key several times; the last value counts.
    case repeatedKey(String)
    /// So many more keys occur several times.
    case moreRepeatedKeys(count: Int)
    /// Bytes after a ZIP archive, which belong to nothing.
    case bytesAfterArchive(count: Int)
    /// The file does not say the type of these elements.
    case assumedType(tensor: String, ElementType)
}

extension ReadingNote: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingCells(let count):
            return "\(count) \(count == 1 ? "cell is" : "cells are") missing (empty, NA or null), and NaN"
        case .numberedColumns(let first, let last):
            return
                "the first row (\(first) to \(last)) is taken for the numbers of the columns, not for weights; "
                + "weights are written with a point (0.0, 1.0)"
        case .numberedRows(let first, let last):
            return
                "the first column (\(first) to \(last)) is taken for the numbers of the rows, not for weights; "
                + "weights are written with a point (0.0, 1.0)"
        case .emptyLastColumn:
            return "every row ends in a separator; the empty column after it is left out"
        case .longTable(let query, let key, let weight, let missing, let ignored):
            let rest =
                ignored.isEmpty ? "" : "; not read: \(ignored.prefix(8).map { quoted($0) }.joined(separator: ", "))"
            return
                "one weight a row: \(quoted(query)) is the query, \(quoted(key)) the key, \(quoted(weight)) the weight"
                + (missing == 0
                    ? "" : "; \(missing) \(missing == 1 ? "weight is" : "weights are") not in the table, and NaN")
                + rest
        case .possibleTriples(let rows):
            return
                "taken as a matrix of \(rows) rows and 3 columns; if each row is a query, a key and a weight, write "
                + "query, key and weight as the first row"
        case .objectOfColumns:
            return "objects of numbers are taken for the columns of a table, as pandas' to_json() writes them"
        case .repeatedKey(let key):
            return "the key \(quoted(key)) occurs several times; the last one counts"
        case .moreRepeatedKeys(let count):
            return
                "\(count) more \(count == 1 ? "key occurs" : "keys occur") several times; the last one of each counts"
        case .bytesAfterArchive(let count):
            return "\(count) \(count == 1 ? "byte" : "bytes") after the archive \(count == 1 ? "is" : "are") ignored"
        case .assumedType(let tensor, let type):
            return "the file does not say the type of \(quoted(tensor)); it is read as \(type)"
        }
    }
}
