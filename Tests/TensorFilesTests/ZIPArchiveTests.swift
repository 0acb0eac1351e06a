import Support
import Testing

@testable import TensorFiles

@Suite struct ZIPArchiveTests {
    private static let array = npy(.float32, .little, .rowMajor, shape: "(4,)", data: bytes([1, 2, 3, 4]))
    private static let zeros = npy(
        .uint8, .little, .rowMajor, shape: "(100000,)", data: [UInt8](repeating: 0, count: 100_000))

    private func read(_ bytes: [UInt8]) throws(TensorFileError) -> [[Float]] {
        let file = try TensorFile(ByteSource(path: "a.npz", bytes: bytes))
        var read: [[Float]] = []
        for tensor in file.tensors { read.append(try tensor.read().elements) }
        if let error = file.refusals.values.first { throw error }
        return read
    }

    private func refusal(_ builder: ZIPBuilder) throws -> String {
        try #require(failure { () throws(TensorFileError) in try read(builder.bytes) }, "it was accepted").description
    }

    private func two(_ change: (inout ZIPBuilder.Member) -> Void) -> ZIPBuilder {
        var members: [ZIPBuilder.Member] = [.init("a.npy", deflated: Self.array), .init("b.npy", stored: Self.array)]
        for index in members.indices { change(&members[index]) }
        return ZIPBuilder(members)
    }

    @Test func readsSoundArchives() throws {
        let expected: [[Float]] = [[1, 2, 3, 4], [1, 2, 3, 4]]
        #expect(try read(two { _ in }.bytes) == expected)
        var commented = two { _ in }
        commented.comment = Array("a comment with PK\u{5}\u{6} in it, and more than twenty-two bytes".utf8)
        #expect(try read(commented.bytes) == expected)
        var long = two { $0.isLong = true }
        #expect(try read(long.bytes) == expected)
        long.isLong = true
        #expect(try read(long.bytes) == expected)
        #expect(try read(two { $0.localExtra = [9, 9, 2, 0, 1, 1] }.bytes) == expected)
        // A writer that streams leaves sizes to a descriptor, which the directory makes superfluous.
        #expect(try read(two { ($0.flags, $0.localSize) = (8, 0) }.bytes) == expected)
        #expect(try read(two { ($0.localFlags, $0.localSize) = (0x0808, 0) }.bytes) == expected)
    }

    @Test func refusesAnArchiveThatEndsTooEarly() throws {
        for isLong in [false, true] {
            var builder = two { $0.isLong = isLong }
            builder.isLong = isLong
            let whole = builder.bytes
            for count in 1..<whole.count {
                let error = failure { () throws(TensorFileError) in try read(Array(whole.prefix(count))) }
                #expect(try #require(error, "\(count) bytes were accepted").category == .badData)
            }
        }
    }

    @Test(arguments: [1, 4, 1_000, 65_000]) func readsArchivesWithBytesAfterThem(count: Int) throws {
        for isLong in [false, true] {
            var builder = two { $0.isLong = isLong }
            builder.isLong = isLong
            let bytes = builder.bytes + [UInt8](repeating: 10, count: count)
            #expect(try read(bytes) == [[1, 2, 3, 4], [1, 2, 3, 4]])
            let file = try TensorFile(ByteSource(path: "a.npz", bytes: bytes))
            #expect(file.readingNotes == [.bytesAfterArchive(count: count)])
        }
    }

    /// As torch.save and miniz write it.
    @Test func readsTheLongRecordWhereItIsNotNeeded() throws {
        var builder = two { _ in }
        builder.isLong = true
        builder.fillsShortRecord = true
        #expect(try read(builder.bytes) == [[1, 2, 3, 4], [1, 2, 3, 4]])
        builder.comment = Array("comment".utf8)
        #expect(try read(builder.bytes) == [[1, 2, 3, 4], [1, 2, 3, 4]])
    }

    @Test func comparesChecksums() throws {
        #expect(try refusal(two { $0.checksum ^= 1 }).contains("member 'a.npy': data: expected the checksum"))
        // One bit of the last element, stored.
        var bytes = ZIPBuilder([.init("b.npy", stored: Self.array)]).bytes
        let index = try #require(bytes.indices.last { bytes[$0] == 0x40 })
        bytes[index] ^= 1
        let error = try #require(failure { () throws(TensorFileError) in try read(bytes) })
        #expect(error.description.contains("expected the checksum"))
    }

    @Test func aDeclaredSizeIsALimit() throws {
        // Declared as large as the shape says, and inflating to more or less.
        for length in [99_000, 101_000, 100_000_000] {
            var member = ZIPBuilder.Member("a.npy", deflated: Self.zeros)
            member.data = deflated(Self.zeros.prefix(128) + [UInt8](repeating: 0, count: length))
            #expect(try refusal(ZIPBuilder([member])).contains("once inflated, as the archive says, found"))
        }
    }

    @Test func refusesSizesThatCannotBeTrue() throws {
        let bomb = two { if $0.method == 8 { ($0.size, $0.isLong) = (1 << 50, true) } }
        #expect(try refusal(bomb).contains("size: expected at most 1032 times its"))
        let negative = two { ($0.size, $0.isLong) = (.max, true) }
        #expect(try refusal(negative).contains("expected a 64-bit number below 2^63 in the ZIP64 field"))
        let stored = two { if $0.method == 0 { $0.size += 1 } }
        #expect(try refusal(stored).contains("as many bytes as are stored"))
    }

    @Test func refusesWhatItCannotUnpack() throws {
        #expect(try refusal(two { $0.flags = 1 }).contains("found an encrypted one"))
        #expect(try refusal(two { $0.method = 14 }).contains("found method 14; save the arrays again with numpy.savez"))
    }

    @Test func refusesMembersThatShareBytes() throws {
        // A local header inside the data of the member before it.
        let inner = ZIPBuilder([.init("b.npy", stored: Self.array)])
        var outer = ZIPBuilder.Member("x.bin", stored: inner.bytes)
        outer.localExtra = []
        var hidden = ZIPBuilder.Member("b.npy", stored: Self.array)
        hidden.offset = UInt64(30 + "x.bin".utf8.count)
        #expect(try refusal(ZIPBuilder([outer, hidden])).contains("member 'b.npy': expected to begin at byte"))
        // The same member under two names is refused for its name.
        #expect(try refusal(two { $0.offset = 0 }).contains("expected the name 'b.npy', as the directory"))
    }

    @Test func refusesNamesGivenTwice() throws {
        #expect(try refusal(two { $0.name = "a.npy" }).contains("expected each name once, found 'a.npy' twice"))
    }

    @Test func comparesDirectoryAndMembers() throws {
        #expect(try refusal(two { $0.localName = "c.npy" }).contains("expected the name 'a.npy'"))
        let long = String(repeating: "n", count: 100)
        let names = two {
            $0.name = "\(long)\($0.name)"
            $0.localName = "\(long)c.npy"
        }
        #expect(try refusal(names).contains("expected the name"))
        #expect(
            try refusal(two { $0.localSize = 7 }).contains("member 'a.npy': expected the size \(Self.array.count), as"))
        #expect(try refusal(two { $0.localFlags = 1 }).contains("expected the flags 0, as"))
        for offset in [1, 1_000_000, UInt64(UInt32.max) - 1] {
            #expect(try refusal(two { $0.offset = offset }).contains("member 'a.npy'"))
        }
        #expect(try refusal(two { ($0.offset, $0.isLong) = (1 << 63, true) }).contains("below 2^63"))
        for count in [-1, 1] {
            var builder = two { _ in }
            builder.extraCount = count
            #expect(try refusal(builder).contains("expected \(2 + count) members, found 2"))
        }
    }

    @Test func refusesBadExtraFields() throws {
        #expect(
            try refusal(two { $0.localExtra = [9, 9, 200, 0] }).contains("expected an extra field of at most 0 bytes"))
    }

    @Test func refusesDamagedDeflate() throws {
        for index in 0..<40 {
            var builder = ZIPBuilder([.init("a.npy", deflated: Self.array)])
            builder.members[0].data[index] ^= 0x55
            let error = failure { () throws(TensorFileError) in try read(builder.bytes) }
            #expect(try #require(error, "damage at \(index) was accepted").category == .badData)
        }
        // The compressed bytes end before their end mark, or go on after it.
        var short = ZIPBuilder([.init("a.npy", deflated: Self.array)])
        short.members[0].data.removeLast(3)
        #expect(try refusal(short).contains("deflated data"))
        var long = ZIPBuilder([.init("a.npy", deflated: Self.array)])
        long.members[0].data += [0, 0]
        #expect(try refusal(long).contains("expected an end after"))
    }

    @Test func inflatesNoMoreThanIsNeeded() throws {
        // Damage at the end: rows before it can be read, all of it cannot.
        var generator = SeededGenerator(seed: 3)
        let noise = (0..<400_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
        let array = npy(.uint8, .little, .rowMajor, shape: "(400, 1000)", data: noise)
        var builder = ZIPBuilder([.init("a.npy", deflated: array)])
        let last = builder.members[0].data.count - 100
        builder.members[0].data.replaceSubrange(last..., with: [UInt8](repeating: 0xFF, count: 100))
        let tensor = try TensorFile(ByteSource(path: "a.npz", bytes: builder.bytes)).tensor()
        #expect(try tensor.read(leading: [], rows: 3..<5).elements == noise[3000..<5000].map { Float($0) })
        #expect(failure { () throws(TensorFileError) in try tensor.read() }?.category == .badData)
    }
}
