import Tensors
import Testing

@testable import TensorFiles

struct BorrowingTests {
    /// 3 matrices of 40 rows of 5 numbers, as stored elements at an even or an odd place.
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

    @Test func blocksAreTheRowsThatAreAskedFor() throws {
        for (type, byteOrder, order, padding) in Self.kinds {
            let stored = try tensor(type, byteOrder, order, padding: padding)
            var rows: [Int] = []
            var elements: [Float] = []
            try stored.forEachBlock(leading: [1], rows: 7..<31) {
                rows += Array($0)
                elements += Array($1)
            }
            #expect(rows == Array(7..<31))
            #expect(elements == (try stored.read(leading: [1], rows: 7..<31).elements))
        }
    }

    @Test func longMatricesAreDecodedPieceByPiece() throws {
        let shape = [9, 1 << 18]
        let data = [UInt8](repeating: 1, count: 9 << 18)
        let stored = try StoredTensor(
            name: "t", elementType: .int8, dimensions: shape, byteRange: 0..<data.count,
            source: ByteSource(path: "memory", bytes: data))
        var blocks: [Range<Int>] = []
        try stored.forEachBlock(leading: [], rows: 0..<9) { rows, elements in
            blocks.append(rows)
            #expect(elements.count == rows.count << 18)
        }
        #expect(blocks == [0..<4, 4..<8, 8..<9])
    }

    @Test func whatTheBodyThrowsComesThrough() throws {
        struct Stop: Error {}
        for (type, byteOrder, order, padding) in Self.kinds {
            let stored = try tensor(type, byteOrder, order, padding: padding)
            #expect(throws: Stop.self) { try stored.withElements { _ in throw Stop() } }
            #expect(throws: Stop.self) { try stored.forEachBlock(leading: [0], rows: 0..<1) { _, _ in throw Stop() } }
        }
    }
}
