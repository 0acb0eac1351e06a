import Testing

@testable import TensorFiles

@Suite struct VerificationTests {
    private static let data = bytes([1, 2, 3])
    private static let array = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }\n", data: data)

    private func tensor(_ member: ZIPBuilder.Member) throws -> StoredTensor {
        try TensorFile(ByteSource(path: "a.npz", bytes: ZIPBuilder([member]).bytes)).tensor()
    }

    @Test func partsOfDeflatedMembersAreNotInPlace() throws {
        #expect(try tensor(ZIPBuilder.Member("a.npy", stored: Self.array)).isInPlace)
        #expect(try !tensor(ZIPBuilder.Member("a.npy", deflated: Self.array)).isInPlace)
        #expect(try TensorFile(ByteSource(path: "a.npy", bytes: Self.array)).tensor().isInPlace)
        #expect(try TensorFile(ByteSource(path: "a.csv", bytes: Array("1,2".utf8))).tensor().isInPlace)
    }

    /// The checksum is of the whole tensor, so it is not checked for parts.
    @Test func verifyFindsADamagedByte() throws {
        var member = ZIPBuilder.Member("a.npy", stored: Self.array)
        try tensor(member).verify()
        member.data[member.data.count - 1] ^= 1
        let damaged = try tensor(member)
        _ = try damaged.read(leading: [2])
        #expect(failure { () throws(TensorFileError) in try damaged.verify() }?.category == .badData)
    }
}
