import Testing

@testable import TensorFiles

@Suite struct ByteCursorTests {
    private let source = ByteSource(path: "memory", bytes: [1, 2, 3, 4, 5, 6, 7, 8, 9])

    @Test func readsBothByteOrdersUnaligned() throws {
        var cursor = ByteCursor(source)
        #expect(try cursor.integer(UInt8.self, .little, "a") == 1)
        #expect(try cursor.integer(UInt16.self, .little, "b") == 0x0302)
        #expect(try cursor.integer(UInt32.self, .big, "c") == 0x0405_0607)
        #expect(cursor.remaining == 2)
        #expect(try cursor.bytes(2, "d") == [8, 9])
        #expect(cursor.remaining == 0)
    }

    @Test func refusesToReadBeyondTheEnd() throws {
        var cursor = ByteCursor(source, offset: 2)
        let error = failure { () throws(TensorFileError) in try cursor.integer(UInt64.self, .big, "length") }
        #expect(error == .truncated(path: "memory", place: "length", offset: 2, expected: 8, found: 7))
        #expect(cursor.offset == 2, "a failed read must not move")
    }

    @Test(arguments: [-1, 10, Int.max, Int.min]) func refusesLengthsThatCannotBe(count: Int) {
        var cursor = ByteCursor(source)
        let error = failure { () throws(TensorFileError) in try cursor.bytes(count, "name") }
        #expect(error == .truncated(path: "memory", place: "name", offset: 0, expected: count, found: 9))
    }

    @Test(arguments: [-1, 10, Int.max]) func refusesOffsetsThatCannotBe(offset: Int) {
        var cursor = ByteCursor(source, offset: offset)
        #expect(failure { () throws(TensorFileError) in try cursor.bytes(1, "name") } != nil)
    }
}
