import Tensors
import Testing

@testable import TensorFiles

@Suite struct StoredTensorTests {
    /// Shape (2, 3, 4): element (i, j, k) is the example number 12 i + 4 j + k, in row-major or column-major order.
    private func tensor(_ type: ElementType, _ byteOrder: ByteOrder, _ order: ElementOrder) throws -> StoredTensor {
        var data: [UInt8] = []
        for position in 0..<24 {
            let index =
                order == .rowMajor ? position : 12 * (position % 2) + 4 * (position / 2 % 3) + position / 6
            data += type.encoded(type.example(index), byteOrder)
        }
        // An odd offset: elements need not be aligned.
        return try StoredTensor(
            name: "t", elementType: type, byteOrder: byteOrder, elementOrder: order, dimensions: [2, 3, 4],
            byteRange: 3..<3 + data.count, source: ByteSource(path: "memory", bytes: [9, 9, 9] + data + [9]))
    }

    @Test(arguments: ElementType.allCases, ByteOrder.allCases)
    func readsEveryTypeInEveryOrder(type: ElementType, byteOrder: ByteOrder) throws {
        for order in ElementOrder.allCases {
            let stored = try tensor(type, byteOrder, order)
            let all = try stored.read()
            #expect(all.shape.dimensions == [2, 3, 4])
            #expect(all.elements == (0..<24).map(type.example))
            #expect(try stored.read(leading: [1]) == all.slice(1))
            #expect(try stored.read(leading: [1, 2]) == all.slice(1).slice(2))
            #expect(try stored.read(leading: [0, 1, 3]).elements == [type.example(7)])
        }
    }

    @Test(arguments: ElementOrder.allCases) func readsRows(order: ElementOrder) throws {
        let stored = try tensor(.int16, .big, order)
        let all = try stored.read()
        for start in 0...3 {
            for end in start...3 {
                let rows = try stored.read(leading: [1], rows: start..<end)
                #expect(rows.shape.dimensions == [end - start, 4])
                #expect(rows.elements == Array(all.slice(1).elements[start * 4..<end * 4]))
            }
        }
        #expect(try stored.read(leading: [], rows: 1..<2).elements == all.slice(1).elements)
        #expect(try stored.read(leading: [0, 2], rows: 1..<3).elements == [stored.elementType.example(9), 10])
        for (indices, rows) in [([1], 2..<4), ([1], -1..<2), ([0, 0, 0], 0..<1), ([], 0..<Int.max), ([1], 4..<4)] {
            let error = failure { () throws(TensorFileError) in try stored.read(leading: indices, rows: rows) }
            #expect(error == .rowsOutOfRange(path: "memory", tensor: stored.summary, indices: indices, rows: rows))
        }
        #expect(
            failure { () throws(TensorFileError) in try stored.read(leading: [2], rows: 0..<1) }?.category
                == .badRequest)
    }

    @Test(arguments: [[2], [-1], [0, 3], [0, 0, 0, 0], [Int.max, 0], [0, Int.min]])
    func refusesIndicesOutside(indices: [Int]) throws {
        let stored = try tensor(.float32, .little, .rowMajor)
        let error = failure { () throws(TensorFileError) in try stored.read(leading: indices) }
        #expect(error == .indexOutOfRange(path: "memory", tensor: stored.summary, indices: indices))
    }

    @Test(arguments: ElementOrder.allCases) func emptyTensorsAndScalars(order: ElementOrder) throws {
        func stored(_ dimensions: [Int], _ data: [UInt8]) throws -> StoredTensor {
            try StoredTensor(
                name: "t", elementType: .float32, elementOrder: order, dimensions: dimensions,
                byteRange: 0..<data.count, source: ByteSource(path: "memory", bytes: data))
        }
        #expect(try stored([0, 4], []).read().elements.isEmpty)
        #expect(try stored([3, 0], []).read(leading: [2]).shape.dimensions == [0])
        #expect(try stored([1 << 40, 0], []).read(leading: [1 << 39]).elements.isEmpty)
        #expect(try stored([], bytes([2.5])).read() == Tensor(shape: [], elements: [2.5]))
        let empty = try stored([0, 4], [])
        #expect(failure { () throws(TensorFileError) in try empty.read(leading: [0]) }?.category == .badRequest)
    }

    @Test func refusesAShapeThatTheBytesDoNotHave() throws {
        func refusal(_ dimensions: [Int], _ range: Range<Int> = 0..<8) -> TensorFileError? {
            failure { () throws(TensorFileError) in
                try StoredTensor(
                    name: "t", elementType: .float32, dimensions: dimensions, byteRange: range,
                    source: ByteSource(path: "memory", bytes: [UInt8](repeating: 0, count: 8)))
            }
        }
        let summary = TensorSummary(name: "t", elementType: .float32, shape: try Shape([3]))
        #expect(refusal([3]) == .byteCountMismatch(path: "memory", tensor: summary, expected: 12, found: 8))
        #expect(refusal([3], 0..<12) != nil, "the range is outside the bytes")
        let huge = [1 << 32, 1 << 32]
        #expect(refusal(huge) == .badShape(path: "memory", tensor: "t", reason: .shapeTooLarge(shape: huge)))
        // Countable elements, uncountable bytes.
        let wide = [1 << 62]
        #expect(refusal(wide) == .badShape(path: "memory", tensor: "t", reason: .shapeTooLarge(shape: wide)))
        #expect(refusal([-2]) == .badShape(path: "memory", tensor: "t", reason: .negativeDimension(shape: [-2])))
        let ones = [Int](repeating: 1, count: 65)
        #expect(refusal(ones) == .tooManyAxes(path: "memory", tensor: "t", limit: 64, found: 65))
    }
}
