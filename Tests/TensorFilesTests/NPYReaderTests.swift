import Tensors
import Testing

@testable import TensorFiles

@Suite struct NPYReaderTests {
    private func open(_ bytes: [UInt8]) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: "a.npy", bytes: bytes))
    }

    private func refusal(_ bytes: [UInt8]) -> TensorFileError? {
        failure { () throws(TensorFileError) in try open(bytes) }
    }

    /// What NumPy itself has written; see Fixtures/make_fixtures.py.
    @Test(arguments: [
        ("float32_2x3", ElementType.float32, [2, 3]), ("float64_big_2x3", .float64, [2, 3]),
        ("float16_fortran_2x3x4", .float16, [2, 3, 4]), ("float32_3", .float32, [3]),
        ("float32_2x3_v2", .float32, [2, 3]), ("float32_2x3_v3", .float32, [2, 3]), ("float32_0x4", .float32, [0, 4]),
    ]) func readsFilesOfNumPy(name: String, type: ElementType, shape: [Int]) throws {
        let file = try TensorFile.open(fixture("\(name).npy"))
        let stored = try file.tensor()
        #expect(file.format == .npy)
        #expect(stored.name == name)
        #expect(stored.elementType == type)
        let tensor = try stored.read()
        #expect(tensor.shape.dimensions == shape)
        #expect(tensor.elements == (0..<tensor.shape.count).map { Float($0) * 0.5 - 1 })
    }

    @Test func readsScalarsIntegersAndTruths() throws {
        #expect(try TensorReference(fixture("float32_scalar.npy")).open().read() == Tensor(shape: [], elements: [2.5]))
        #expect(
            try TensorReference(fixture("int64_extremes.npy")).open().read().elements
                == [-0x1p63, -1, 0, 16_777_216, 0x1p63])
        #expect(try TensorReference(fixture("uint8_4.npy")).open().read().elements == [0, 1, 128, 255])
        #expect(try TensorReference(fixture("bool_2x2.npy")).open().read().elements == [1, 0, 0, 1])
    }

    @Test(arguments: ElementType.allCases.filter { ![.bfloat16, .float8E4M3, .float8E5M2].contains($0) })
    func readsEveryTypeInEveryOrder(type: ElementType) throws {
        for byteOrder in ByteOrder.allCases {
            for order in ElementOrder.allCases {
                let data = [0, 1, 2, 3, 4, 5].flatMap { type.encoded(type.example($0), byteOrder) }
                let tensor = try open(npy(type, byteOrder, order, shape: "(2, 3)", data: data)).tensor().read()
                let order = order == .rowMajor ? [0, 1, 2, 3, 4, 5] : [0, 2, 4, 1, 3, 5]
                #expect(tensor == (try Tensor(shape: [2, 3], elements: order.map(type.example))))
            }
        }
    }

    @Test(arguments: [
        ("object", "Python objects", "numpy.savez(path, *arr)"), ("structured", "records", "arr['field']"),
        ("complex", "complex numbers", "numpy.abs"), ("text", "text", "arrays of text are read as tokens"),
    ]) func refusesWhatIsNoNumberAndSaysWhatToDo(name: String, found: String, advice: String) throws {
        let path = try fixture("\(name).npy")
        let error = try #require(failure { () throws(TensorFileError) in try TensorFile.open(path) })
        #expect(error.category == .badData)
        #expect(error.description.hasPrefix("\(path): expected real numbers, found \(found)"))
        #expect(error.description.contains(advice))
    }

    /// The bytes of 1, -2 and 0.5 in bfloat16.
    private static let brainFloats: [UInt8] = [0x80, 0x3F, 0x00, 0xC0, 0x00, 0x3F]

    @Test(arguments: ["<V2", "|V2", "V2", "bfloat16"]) func readsBrainFloats(descr: String) throws {
        let bytes = npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': (3,)}", data: Self.brainFloats)
        let file = try open(bytes)
        #expect(try file.tensor().read().elements == [1, -2, 0.5])
        #expect(try file.tensor().elementType == .bfloat16)
        #expect(file.readingNotes == (descr == "bfloat16" ? [] : [.assumedType(tensor: "a", .bfloat16)]))
    }

    @Test func readsBigEndianBrainFloats() throws {
        let bytes = npy("{'descr': '>V2', 'fortran_order': False, 'shape': (2,)}", data: [0x3F, 0x80, 0xC0, 0x00])
        #expect(try open(bytes).tensor().read().elements == [1, -2])
    }

    @Test(
        arguments: [
            ("V2", ElementType.float16, [0x00, 0x3C, 0x00, 0xC0], [1, -2]),
            ("<u2", .bfloat16, [0x80, 0x3F, 0x00, 0xC0], [1, -2]), ("|V1", .float8E4M3, [0x38, 0x40], [1, 2]),
            ("|u1", .float8E5M2, [0x3C, 0x40], [1, 2]),
            ("<f4", .bfloat16, [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0], [1, -2]),
        ] as [(String, ElementType, [UInt8], [Float])])
    func theUserMaySayTheType(descr: String, type: ElementType, data: [UInt8], values: [Float]) throws {
        let bytes = npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': (2,)}", data: data)
        let source = ByteSource(path: "a.npy", bytes: bytes)
        let file = try TensorFile(source, options: ReadingOptions(elementType: type))
        #expect(try file.tensor().read().elements == values)
        #expect(file.readingNotes.isEmpty)
    }

    @Test(arguments: [
        ("float8_e4m3fn", ElementType.float8E4M3, UInt8(0x38)), ("float8_e5m2", .float8E5M2, UInt8(0x3C)),
    ]) func readsNamesOfSmallFloats(descr: String, type: ElementType, one: UInt8) throws {
        let file = try open(npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': (1,)}", data: [one]))
        #expect(try file.tensor().read().elements == [1])
        #expect(try file.tensor().elementType == type)
    }

    @Test func readsTheTypeThatIsSpelledAsItsWidth() throws {
        let bytes = npy("{'descr': '<f1', 'fortran_order': False, 'shape': (2,)}", data: [0x3C, 0x38])
        let file = try open(bytes)
        #expect(try file.tensor().read().elements == [1, 0.5])
        #expect(file.readingNotes == [.assumedType(tensor: "a", .float8E5M2)])
        let source = ByteSource(path: "a.npy", bytes: bytes)
        let given = try TensorFile(source, options: ReadingOptions(elementType: .float8E4M3))
        #expect(try given.tensor().read().elements == [1.5, 1])
        #expect(given.readingNotes.isEmpty)
    }

    @Test func namesATypeOfAnotherWidth() throws {
        let bytes = npy("{'descr': '<V1', 'fortran_order': False, 'shape': (1,)}", data: [0])
        let source = ByteSource(path: "a.npy", bytes: bytes)
        let error = failure { () throws(TensorFileError) in
            try TensorFile(source, options: ReadingOptions(elementType: .bfloat16))
        }
        #expect(error?.description.contains("expected 2 bytes an element, as of bfloat16, found descr '<V1'") == true)
    }

    /// Types of ml_dtypes that look alike: their bytes mean other numbers.
    @Test(arguments: ["float8_e4m3", "float8_e4m3b11fnuz", "float8_e5m2fnuz", "int4", "|V1", "|V4"])
    func namesTypesThatAreNotRead(descr: String) throws {
        let width = descr == "|V4" ? 4 : 1
        let bytes = npy(
            "{'descr': '\(descr)', 'fortran_order': False, 'shape': (1,)}", data: [UInt8](repeating: 0, count: width))
        let error = try #require(refusal(bytes))
        #expect(error.description.contains("'\(descr)'"))
        #expect(error.description.contains("astype(numpy.float32)"))
    }

    @Test(arguments: [
        ("'float8_e4m3fnuz'", "elements of type 'float8_e4m3fnuz', which is not read"),
        ("'float4_e2m1fn'", "elements of type 'float4_e2m1fn', which is not read"),
        ("'<f16'", "extended precision (longdouble, descr '<f16'); save arr.astype(numpy.float64)"),
        ("'>g'", "extended precision (longdouble, descr '>g')"),
        ("('<f4', (2,))", "elements that are arrays themselves"), ("[('a', '<f4')]", "records with named fields"),
    ]) func namesTypesTruly(descr: String, words: String) throws {
        let error = try #require(refusal(npy("{'descr': \(descr), 'fortran_order': False, 'shape': (1,)}")))
        #expect(error.description.contains(words))
    }

    @Test(arguments: [
        ("()", "numpy.savez(path, **arr.item())"), ("(3,)", "numpy.savez(path, *arr)"),
        ("(3, 2)", "numpy.savez(path, *arr.ravel())"),
    ]) func advisesHowToSaveObjects(shape: String, advice: String) throws {
        let error = try #require(refusal(npy("{'descr': '|O', 'fortran_order': False, 'shape': \(shape)}")))
        #expect(error.description.contains(advice))
    }

    @Test(arguments: ["f4", "|f4", "<f16", "<f3", "<", "", "<b2", "<i16", ">>f4", "<f4 ", "<é"])
    func refusesUnknownElementTypes(descr: String) throws {
        let bytes = npy("{'descr': '\(descr)', 'fortran_order': False, 'shape': (1,), }", data: [0, 0, 0, 0])
        guard case .unsupportedElements = try #require(refusal(bytes)) else {
            Issue.record("\(descr) was accepted or misnamed")
            return
        }
    }

    @Test func refusesAFileThatEndsTooEarly() throws {
        let whole = npy(.float32, .little, .rowMajor, shape: "(2,)", data: bytes([1, 2]))
        #expect(try open(whole).tensor().read().elements == [1, 2])
        for count in 1..<whole.count {
            let error = try #require(refusal(Array(whole.prefix(count))), "\(count) bytes were accepted")
            #expect(error.category == .badData)
        }
        let cut = [UInt8](whole.prefix(20))
        let length = Int(whole[8])
        #expect(refusal(cut) == .truncated(path: "a.npy", place: "header", offset: 10, expected: length, found: 10))
    }

    @Test func refusesAHeaderLongerThanTheFile() {
        let bytes = npy("{", version: (2, 0)).prefix(8) + [0xFF, 0xFF, 0xFF, 0xFF]
        #expect(
            refusal(Array(bytes))
                == .truncated(path: "a.npy", place: "header", offset: 12, expected: 0xFFFF_FFFF, found: 0))
    }

    @Test func refusesBytesThatAreLeftOver() throws {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }"
        let error = try #require(refusal(npy(header, data: bytes([1, 2]))))
        #expect(
            error.description
                == "a.npy: data of tensor 'a' float32 (1,): expected 4 bytes, found 8; save each array to a file of its own"
        )
    }

    @Test(arguments: ["(-1,)", "(4294967296, 4294967296)", "(9223372036854775807,)", "(0, 4294967296, 4294967296)"])
    func refusesImpossibleShapes(shape: String) throws {
        let error = refusal(npy("{'descr': '<f4', 'fortran_order': True, 'shape': \(shape), }"))
        guard case .badShape = try #require(error) else {
            Issue.record("\(shape) gave \(String(describing: error))")
            return
        }
    }

    @Test func refusesOtherVersions() throws {
        let error = try #require(refusal(npy("{}", version: (4, 0))))
        #expect(error.description.contains("version at byte 6: expected 1.0, 2.0 or 3.0, found 4.0"))
    }

    @Test func refusesOtherContentUnderTheExtension() throws {
        let error = try #require(refusal([1, 2] + Array("llo, world".utf8)))
        #expect(error.description.contains("magic at byte 0: expected 93 4e 55 4d 50 59, found 01 02 6c 6c 6f 2c"))
        let text = try #require(refusal(Array("hello, world".utf8)))
        #expect(text.description.contains("expected a .npy file, found text; "))
        #expect(text.category == .badData)
    }
}
