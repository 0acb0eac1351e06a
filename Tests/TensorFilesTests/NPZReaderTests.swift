import Tensors
import Testing

@testable import TensorFiles

@Suite struct NPZReaderTests {
    private let array = npy(.float32, .little, .rowMajor, shape: "(2, 2)", data: bytes([1, 2, 3, 4]))

    private func open(_ builder: ZIPBuilder) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: "a.npz", bytes: builder.bytes))
    }

    /// What NumPy has written; see Fixtures/make_fixtures.py.
    @Test(arguments: ["stored.npz", "deflated.npz"]) func readsArchivesOfNumPy(name: String) throws {
        let file = try TensorFile.open(fixture(name))
        #expect(file.format == .npz)
        #expect(file.tensors.map(\.name) == ["weights", "fortran", "empty", "../up/é"], "a name is just a name")
        let weights = try file.tensor(named: "weights")
        let all = try weights.read()
        #expect(all == (try Tensor(shape: [2, 3, 4], elements: (0..<24).map { Float($0) * 0.5 - 1 })))
        #expect(try weights.read(leading: [1]) == all.slice(1))
        #expect(try weights.read(leading: [1], rows: 1..<3).elements == Array(all.elements[16..<24]))
        let fortran = try file.tensor(named: "fortran")
        #expect(try fortran.read().elements == (0..<12).map { Float($0) * 0.5 - 1 })
        #expect(try fortran.read(leading: [], rows: 1..<2).elements == [1, 1.5, 2, 2.5])
        #expect(try file.tensor(named: "empty").read().elements.isEmpty)
        #expect(try file.tensor(named: "../up/é").read().elements == [-1, -0.5, 0])
    }

    @Test(arguments: ["stored.npz", "deflated.npz"]) func readsTextAsLabels(name: String) throws {
        let file = try TensorFile.open(fixture(name))
        #expect(file.labels.map(\.name) == ["tokens", "x_tokens", "y_tokens"])
        #expect(file.labels.map(\.count) == [4, 2, 2])
        #expect(try file.labels(named: "tokens") == ["the", "cat", "注意 é", ""])
        let axes = try file.axisLabels()
        #expect(axes.x == ["a", "bc"])
        #expect(axes.y == ["q", "rs"])
        let error = try #require(failure { () throws(TensorFileError) in try file.labels(named: "words") })
        #expect(error.description.hasSuffix("it holds 'tokens', 'x_tokens', 'y_tokens'"))
        #expect(failure { () throws(TensorFileError) in try file.tensor(named: "tokens") }?.category == .badRequest)
    }

    @Test func refusesObjectsButReadsTheRest() throws {
        let file = try TensorFile.open(fixture("stored.npz"))
        #expect(file.refusals.keys.sorted() == ["object"])
        let error = try #require(failure { () throws(TensorFileError) in try file.tensor(named: "object") })
        #expect(error.description.contains("member 'object.npy': expected real numbers, found Python objects"))
        let builder = ZIPBuilder([.init("o.npy", stored: try fixtureBytes("object.npy"))])
        let lone = try open(builder)
        #expect(failure { () throws(TensorFileError) in try lone.tensor() } == lone.refusals["o"])
        let other = try open(ZIPBuilder(builder.members + [.init("a.npy", stored: array)]))
        #expect(try other.tensor().name == "a")
    }

    @Test func stacksASeriesInTheOrderOfItsNumbers() throws {
        let stack = try TensorFile.open(fixture("series.npz")).tensor()
        #expect(stack.name == "arr_*")
        #expect(stack.shape.dimensions == [12, 2, 2])
        #expect(try stack.read().elements == (0..<12).flatMap { [Float](repeating: Float($0), count: 4) })
        #expect(try stack.read(leading: [10, 1]).elements == [10, 10])
        #expect(try stack.read(leading: [], rows: 2..<4).elements == [2, 2, 2, 2, 3, 3, 3, 3])
        #expect(try stack.read(leading: [3], rows: 1..<2).elements == [3, 3])
        #expect(failure { () throws(TensorFileError) in try stack.read(leading: [12]) }?.category == .badRequest)
    }

    @Test func passesOverOtherMembers() throws {
        let members: [ZIPBuilder.Member] = [.init("readme.txt", stored: [1, 2]), .init("a.npy", deflated: array)]
        #expect(try open(ZIPBuilder(members)).tensors.map(\.name) == ["a"])
    }

    @Test func explainsArchivesOfPyTorch() throws {
        let source = ByteSource(path: "m.pt", bytes: ZIPBuilder([.init("m/data.pkl", stored: [0x80])]).bytes)
        let error = failure { () throws(TensorFileError) in try TensorFile(source) }
        #expect(error == .unknownFormat(path: "m.pt", found: .zip))
        #expect(try #require(error).description.contains("safetensors.torch.save_file"))
    }

    @Test func anEmptyArchiveHasNoTensors() throws {
        let file = try open(ZIPBuilder([]))
        #expect(file.format == .npz)
        #expect(failure { () throws(TensorFileError) in try file.tensor() }?.description.contains("no tensors") == true)
    }

    @Test(arguments: [
        ("(2,)", 16), ("(4,)", 12), ("(1073741824,)", 16), ("(4611686018427387904,)", 16),
    ]) func refusesAShapeThatTheMemberDoesNotHave(shape: String, count: Int) throws {
        let bytes = npy(.float32, .little, .rowMajor, shape: shape, data: [UInt8](repeating: 0, count: count))
        for member in [ZIPBuilder.Member("a.npy", stored: bytes), .init("a.npy", deflated: bytes)] {
            let error = failure { () throws(TensorFileError) in try open(ZIPBuilder([member])) }
            #expect(try #require(error).category == .badData)
            #expect(try #require(error).description.contains("member 'a.npy'"))
        }
    }

    @Test(arguments: [
        "'<U0', 'fortran_order': False, 'shape': (1099511627776,)", "'<U1', 'fortran_order': False, 'shape': (2,)",
    ])
    func refusesTextThatIsNotThere(header: String) throws {
        let builder = ZIPBuilder([.init("a.npy", stored: npy("{'descr': \(header)}"))])
        let error = try #require(failure { () throws(TensorFileError) in try open(builder) })
        #expect(error.description.contains("expected"))
        #expect(error.description.contains("0 bytes"))
    }

    @Test func halvesOfSurrogatePairsAreNamed() throws {
        let surrogate = npy(
            "{'descr': '<U2', 'fortran_order': False, 'shape': (1,)}", data: [0, 0xD8, 0, 0, 0x61, 0, 0, 0])
        let file = try open(ZIPBuilder([.init("tokens.npy", stored: surrogate)]))
        #expect(try file.axisLabels().x == ["U+D800a"])
    }

    @Test func refusesTextThatIsNone() throws {
        let beyond = npy("{'descr': '<U1', 'fortran_order': False, 'shape': (1,)}", data: [0, 0, 0x11, 0])
        let latin = npy("{'descr': '|S1', 'fortran_order': False, 'shape': (1,)}", data: [0xE9])
        for bytes in [beyond, latin] {
            let file = try open(ZIPBuilder([.init("tokens.npy", stored: bytes)]))
            let error = failure { () throws(TensorFileError) in try file.axisLabels().x ?? [] }
            #expect(try #require(error).description.contains("text 0: expected Unicode text"))
        }
        let block = npy(
            "{'descr': '<U1', 'fortran_order': False, 'shape': (2, 2, 1)}", data: [UInt8](repeating: 0, count: 16))
        let file = try open(ZIPBuilder([.init("t.npy", stored: block)]))
        #expect(file.refusals["t"]?.description.contains("text along 3 axes") == true)
    }

    @Test func textAlongTwoAxesIsAListForEachEntryOfABatch() throws {
        let letters: [UInt8] = Array("abcdef".utf8)
        let matrix = npy("{'descr': '|S1', 'fortran_order': False, 'shape': (2, 3)}", data: letters)
        let file = try open(ZIPBuilder([.init("tokens.npy", stored: matrix)]))
        #expect(try file.labelLists(named: "tokens") == [["a", "b", "c"], ["d", "e", "f"]])
        #expect(try file.axisLabels().x == ["a", "b", "c", "d", "e", "f"])
        #expect(file.labels.map(\.listCount) == [2])
    }
}

/// The bytes of a committed fixture.
func fixtureBytes(_ name: String) throws -> [UInt8] {
    let source = try ByteSource(path: fixture(name))
    return try source.bytes(0..<source.count, of: "all")
}
