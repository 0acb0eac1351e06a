import Support
import Tensors
import Testing

@testable import TensorFiles

@Suite struct CSVWriterTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func writesTheShortestDecimals() throws {
        let matrix = try Tensor(
            shape: [2, 3], elements: [0.1, -0.0, 16_777_216, .leastNonzeroMagnitude, .infinity, 3.4028235e38])
        try TensorWriter.write([("a", matrix)], to: folder.path("a.csv"))
        let text = String(decoding: try folder.read("a.csv"), as: UTF8.self)
        #expect(text == "0.1,-0.0,16777216.0\n1e-45,inf,3.4028235e+38\n")
        let read = try TensorReference(folder.path("a.csv")).open().read()
        #expect(read.elements.map(\.bitPattern) == matrix.elements.map(\.bitPattern))
    }

    @Test(
        arguments: [
            (["a", "b"], ["c", "d"]), (["1", "2"], ["3", "4"]), (["1", "2"], nil), (nil, ["0.5", "nan"]),
            (["a,\"b\"", "\n"], ["", ";"]), (["", "x"], nil), (["x", "y"], ["", ""]), (nil, nil),
        ] as [([String]?, [String]?)]) func labelsReadBack(columns: [String]?, rows: [String]?) throws
    {
        let matrix = try Tensor(shape: [2, 2], elements: [1, 2, .nan, 4])
        for (name, separator) in [("a.csv", CSVWriter.Separator.comma), ("a.tsv", .tab)] {
            try CSVWriter.write(
                matrix, to: folder.path(name), separator: separator, columnLabels: columns, rowLabels: rows)
            let file = try TensorFile.open(folder.path(name))
            #expect(try file.tensor().read().elements.map(\.bitPattern) == matrix.elements.map(\.bitPattern))
            let axes = try file.axisLabels()
            #expect(axes.x == columns)
            #expect(axes.y == rows)
        }
    }

    @Test func refusesAWrongCountOfLabels() throws {
        let matrix = try Tensor(shape: [1, 2], elements: [1, 2])
        let path = folder.path("a.csv")
        let error = failure { () throws(TensorFileError) in
            try CSVWriter.write(matrix, to: path, rowLabels: ["a", "b"])
        }
        #expect(error?.description == "\(path): expected labels of 1 rows, found 2; give one for each")
        #expect(try folder.names().isEmpty)
    }
}
