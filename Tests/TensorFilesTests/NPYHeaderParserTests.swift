import Testing

@testable import TensorFiles

@Suite struct NPYHeaderParserTests {
    private func parse(_ text: String) throws(TensorFileError) -> NPYHeader {
        var parser = NPYHeaderParser(Array(text.utf8), path: "a.npy", offset: 10)
        return try parser.header()
    }

    @Test(arguments: [
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }      \n",
        "{'shape': (2, 3), 'fortran_order': False, 'descr': '<f4'}",
        "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(2,3,)}",
        "{ 'descr' : '<f4' ,\n\t'fortran_order' : False , 'shape' : ( 2L , 3L ) , }",
    ]) func readsEverySpelling(text: String) throws {
        #expect(try parse(text) == NPYHeader(descr: "<f4", isFortranOrder: false, shape: [2, 3]))
    }

    @Test(arguments: [("()", []), ("(5,)", [5]), ("(0, 7)", [0, 7]), ("(-3,)", [-3])])
    func readsShapes(text: String, shape: [Int]) throws {
        #expect(try parse("{'descr': '|u1', 'fortran_order': True, 'shape': \(text)}").shape == shape)
    }

    @Test(arguments: [
        ("", 10, "'{'", "the end of the header"),
        ("[1]", 10, "'{'", "'[1]'"),
        ("{'descr': '<f4', 'fortran_order': False}", 50, "the key 'shape'", "a header without it"),
        ("{'shape': (), 'fortran_order': False}", 47, "the key 'descr'", "a header without it"),
        ("{'shape': (), 'descr': 'f'}", 37, "the key 'fortran_order'", "a header without it"),
        ("{'extra': 1}", 11, "each of 'descr', 'fortran_order' and 'shape' once", "'extra'"),
        ("{'shape': (), 'shape': ()}", 24, "each of 'descr', 'fortran_order' and 'shape' once", "'shape'"),
        ("{'fortran_order': false}", 28, "True or False", "'false}'"),
        ("{'fortran_order': False 'shape'", 34, "'}'", "''shape''"),
        ("{'shape': (3)}", 22, "','", "')}'"),
        ("{'shape': (3 4)}", 23, "','", "'4)}'"),
        ("{'shape': (1, x)}", 24, "a whole number", "'x)}'"),
        ("{'shape': (1,,)}", 23, "a whole number", "',)}'"),
        ("{'shape': (99999999999999999999,)}", 21, "a dimension below 2^63", "'99999999999999999999,)}'"),
        ("{'shape': [1]}", 20, "'('", "'[1]}'"),
        ("{'shape'", 18, "':'", "the end of the header"),
        ("{'shape", 11, "a string that ends, without escapes", "''shape'"),
        ("{'sh\\'ape'", 11, "a string that ends, without escapes", "''sh\\'ape''"),
        ("{'shape': (), 'fortran_order': True, 'descr': 'f4'} x", 62, "the end of the header", "'x'"),
    ]) func namesThePlaceOfAFault(text: String, byte: Int, expected: String, found: String) {
        #expect(
            failure { () throws(TensorFileError) in try parse(text) }
                == .malformed(
                    path: "a.npy", place: "header at byte \(byte)", expected: expected, found: found,
                    advice: "save the array again with numpy.save"))
    }

    @Test func takesLongHeadersInOnePass() {
        let text = "{'shape': (" + String(repeating: "1, ", count: 100_000) + ")"
        #expect(failure { () throws(TensorFileError) in try parse(text) } != nil)
        #expect(failure { () throws(TensorFileError) in try parse(String(repeating: "{", count: 100_000)) } != nil)
    }
}
