import Support
import Tensors
import Testing

@testable import TensorFiles

struct BorrowingTests {
    /// 3 matrices of 40 rows of 5 numbers, as stored elements at an even or an odd offset.
    private func tensor(
        _ type: ElementType, _ byteOrder: ByteOrder = .little, _ order: ElementOrder = .rowMajor, padding: Int = 16
    ) throws -> StoredTensor {
        var data: [UInt8] = []
        for position in 0..<600 { data += type.encoded(type.example(position % 24), byteOrder) }
        return try StoredTensor(
            name: "t", elementType: type, byteOrder: byteOrder, elementOrder: order, dimensions: [3, 40, 5],
            byteRange: padding..<padding + data.count,
            source: ByteSource(path: "memory", bytes: [UInt8](repeating: 9, count: padding) + data))
    }

    private static let kinds: [(ElementType, ByteOrder, ElementOrder, Int)] = [
        (.float32, .little, .rowMajor, 16), (.float32, .little, .rowMajor, 3), (.float32, .big, .rowMajor, 16),
        (.float32, .little, .columnMajor, 16), (.bfloat16, .little, .rowMajor, 16), (.int8, .big, .rowMajor, 1),
    ]

    @Test func elementsAreThoseThatAreRead() throws {
        for (type, byteOrder, order, padding) in Self.kinds {
            let stored = try tensor(type, byteOrder, order, padding: padding)
            #expect(try stored.withElements { Array($0) } == stored.read().elements)
            #expect(try stored.withElements(leading: [2]) { Array($0) } == stored.read(leading: [2]).elements)
            #expect(failureOfPart(stored) == .indexOutOfRange(path: "memory", tensor: stored.summary, indices: [3]))
        }
    }

    private func failureOfPart(_ stored: StoredTensor) -> TensorFileError? {
        do {
            _ = try stored.withElements(leading: [3]) { $0.count }
            return nil
        } catch {
            return error as? TensorFileError
        }
    }

    @Test(arguments: [1, 5, 24, 100])
    func rowsAreThoseThatAreAskedFor(height: Int) throws {
        for (type, byteOrder, order, padding) in Self.kinds {
            let stored = try tensor(type, byteOrder, order, padding: padding)
            var elements: [Float] = []
            for first in stride(from: 7, to: 31, by: height) {
                let rows = first..<min(first + height, 31)
                let part = try stored.withRows(rows, leading: [1]) { Array($0) }
                #expect(part == (try stored.read(leading: [1], rows: rows).elements))
                elements += part
            }
            #expect(elements == (try stored.read(leading: [1], rows: 7..<31).elements))
            #expect(
                throws: TensorFileError.rowsOutOfRange(
                    path: "memory", tensor: stored.summary, indices: [1], rows: 39..<41)
            ) { try stored.withRows(39..<41, leading: [1]) { $0.count } }
            #expect(
                throws: TensorFileError.indexOutOfRange(path: "memory", tensor: stored.summary, indices: [3])
            ) { try stored.withRows(0..<1, leading: [3]) { $0.count } }
        }
    }

    /// Rows of a mapped file can be read again after their memory is free.
    @Test func rowsOfAFileAreReadAgain() throws {
        let folder = try TemporaryFolder()
        let numbers = (0..<512 * 1024).map { Float($0) }
        let path = folder.path("t.npy")
        try TensorWriter.write([("t", Tensor(shape: [512, 1024], elements: numbers))], to: path)
        let stored = try TensorFile(ByteSource(path: path)).tensor(named: nil)
        for _ in 0..<2 {
            let sums = try stride(from: 0, to: 512, by: 100).map { first in
                try stored.withRows(first..<min(first + 100, 512), leading: []) {
                    $0.reduce(0.0) { $0 + Double($1) }
                }
            }
            #expect(sums.count == 6 && sums.reduce(0, +) == numbers.reduce(0.0) { $0 + Double($1) })
        }
    }

    @Test func whatTheBodyThrowsComesThrough() throws {
        struct Stop: Error {}
        for (type, byteOrder, order, padding) in Self.kinds {
            let stored = try tensor(type, byteOrder, order, padding: padding)
            #expect(throws: Stop.self) { try stored.withElements { _ in throw Stop() } }
            #expect(throws: Stop.self) {
                try stored.withRows(0..<3, leading: [0]) { _ in throw Stop() }
            }
        }
    }
}
