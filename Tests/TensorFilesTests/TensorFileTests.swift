import Foundation
import Tensors
import Testing

@testable import TensorFiles

@Suite struct TensorFileTests {
    private let array = npy(.float32, .little, .rowMajor, shape: "(1,)", data: bytes([4]))
    private let dictionary = safetensors(
        """
        {"b": {"dtype": "F16", "shape": [2], "data_offsets": [4, 8]}, \
        "a": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]}}
        """, data: [UInt8](repeating: 0, count: 8))

    private func open(_ bytes: [UInt8], as path: String) throws(TensorFileError) -> TensorFile {
        try TensorFile(ByteSource(path: path, bytes: bytes))
    }

    private func refusal(_ bytes: [UInt8], as path: String) -> TensorFileError? {
        failure { () throws(TensorFileError) in try open(bytes, as: path) }
    }

    @Test func contentDecidesTheFormat() throws {
        for path in ["x", "x.npy", "x.safetensors", "x.txt", "/dev/stdin"] {
            #expect(try open(array, as: path).format == .npy)
            #expect(try open(dictionary, as: path).format == .safetensors)
        }
    }

    @Test func extensionDecidesWhoExplainsOtherContent() throws {
        let junk: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        #expect(try #require(refusal(junk, as: "x.NPY")).description.contains("magic at byte 0"))
        #expect(try #require(refusal(junk, as: "x.safetensors")).description.contains("header length"))
        #expect(refusal(junk, as: "x.bin") == .unknownFormat(path: "x.bin", found: nil))
        #expect(
            refusal(junk, as: "x.bin")?.description
                == "x.bin: unknown format; supported: NumPy array (.npy), NumPy archive (.npz), safetensors (.safetensors), "
                + "comma-separated values (.csv), tab-separated values (.tsv), numbers separated by white space (.txt), JSON (.json)"
        )
    }

    @Test func recognisesForeignFormats() throws {
        let pickle = try #require(refusal([0x80, 2, 0x8A, 10, 1, 2, 3, 4, 5, 6], as: "model.pth"))
        #expect(pickle.description.contains("; found a Python pickle; "))
        #expect(pickle.description.contains("safetensors.torch.save_file"))
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B, 8], "w.csv", "found gzip-compressed data; unpack it first"),
            (Array("MATLAB 5.0 MAT-file, Platform\0".utf8), "w.mat", "found a MATLAB file; save the array"),
            (Array("MATLAB 5.0 MAT-file, Platform\0".utf8), "w.txt", "expected a .txt file, found a MATLAB file"),
            (Array("PAR1\u{15}\u{4}".utf8), "w.parquet", "pandas.read_parquet(file).to_csv(path)"),
            ([0x89, 0x50, 0x4E, 0x47, 0x0D], "w.json", "found a picture"),
            (
                ZIPBuilder([.init("xl/workbook.xml", stored: [1])]).bytes, "w.xlsx",
                "found an Excel workbook; save the sheet as CSV"
            ),
        ] as [([UInt8], String, String)]) func saysWhatAHealthyFileIs(bytes: [UInt8], path: String, fact: String) throws
    {
        let error = try #require(refusal(bytes, as: path))
        #expect(error.description.contains(fact), "\(error.description)")
        #expect(!error.description.contains("cut short") && !error.description.contains("damaged"))
    }

    @Test func wordsThatBeginLikeAFormatAreLabels() throws {
        #expect(try open(Array("PAR1,BZh\n0.5,0.5".utf8), as: "w.csv").axisLabels().x == ["PAR1", "BZh"])
    }

    @Test func aGivenFormatIsTheFormat() throws {
        let text = ByteSource(path: "standard input", bytes: Array("1,2\n3,4".utf8))
        #expect(try TensorFile(text, format: .csv).tensor().shape.dimensions == [2, 2])
        let error = try #require(failure { () throws(TensorFileError) in try TensorFile(text) })
        #expect(error.description.hasSuffix("or say which format it is"))
        #expect(failure { () throws(TensorFileError) in try TensorFile(text, format: .json) }?.category == .badData)
    }

    @Test func readsTheStandardInput() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            let bytes = Array("1,2\n3,4\n".utf8)
            guard pipe(&ends) == 0, dup2(ends[0], 0) == 0, write(ends[1], bytes, bytes.count) == bytes.count,
                close(ends[1]) == 0
            else { exit(2) }
            let tensor = try TensorReference("-").open(format: .csv).read()
            exit(tensor.elements == [1, 2, 3, 4] ? 0 : 3)
        }
    }

    @Test func namesAreExactBeforeTheyAreAlike() throws {
        let entry = "{\"dtype\": \"U8\", \"shape\": [], \"data_offsets\": "
        let bytes = safetensors("{\"\u{E9}\": \(entry)[0, 1]}, \"e\u{301}\": \(entry)[1, 2]}}", data: [1, 2])
        let file = try open(bytes, as: "m")
        #expect(try file.tensor(named: "\u{E9}").read().elements == [1])
        #expect(try file.tensor(named: "e\u{301}").read().elements == [2])
    }

    @Test func saysHowToNameATensorOfTheStandardInput() throws {
        let error = try #require(
            failure { () throws(TensorFileError) in try open(dictionary, as: "standard input").tensor() })
        #expect(error.description.hasPrefix("standard input: name one of 2 tensors, as in -:a; it holds:"))
    }

    @Test func choosesTheOnlyTensor() throws {
        #expect(try open(array, as: "dir/x.v2.npy").tensor().name == "x")
        #expect(try open(array, as: "x.npy").tensor(named: "x").read().elements == [4])
    }

    @Test func listsTensorsInFileOrderWhenAChoiceIsNeeded() throws {
        let file = try open(dictionary, as: "m.safetensors")
        #expect(file.tensors.map(\.name) == ["a", "b"])
        let error = try #require(failure { () throws(TensorFileError) in try file.tensor() })
        #expect(error.category == .badRequest)
        #expect(
            error.description == """
                m.safetensors: name one of 2 tensors, as in m.safetensors:a; it holds:
                  'a' float32 (1, 1)
                  'b' float16 (2,)
                """)
    }

    @Test func listsTensorsWhenTheNameIsUnknown() throws {
        let file = try open(dictionary, as: "m.safetensors")
        let error = failure { () throws(TensorFileError) in try file.tensor(named: "c") }
        #expect(
            error == .noSuchTensor(path: "m.safetensors", name: "c", available: file.tensors.map(\.summary)))
        #expect(
            try #require(error).description.contains(
                "no tensor is named 'c'; it holds:\n  'a' float32 (1, 1)"))
    }

    @Test func saysThatAFileIsEmpty() throws {
        let file = try open(safetensors("{}"), as: "m.safetensors")
        let error = failure { () throws(TensorFileError) in try file.tensor() }
        #expect(error?.description == "m.safetensors: the file holds no tensors")
    }

    @Test func cutsALongList() throws {
        let one = TensorSummary(name: "t", elementType: .int8, shape: try Shape([2]))
        let error = TensorFileError.tensorChoiceNeeded(path: "m", available: Array(repeating: one, count: 500))
        #expect(error.description.hasSuffix("\n  ... and 480 more"))
        #expect(error.description.split(separator: "\n").count == 22)
    }

    @Test func showsNoControlCharactersOfAFile() throws {
        let bytes = safetensors(
            "{\"\\u001b[2J\": {\"dtype\": \"X\\u0007\\u202e\", \"shape\": [], \"data_offsets\": [0, 0]}}")
        let text = try #require(refusal(bytes, as: "m.safetensors")).description
        #expect(text.contains("tensor '\\u{1B}[2J'"))
        #expect(text.contains("dtype 'X\\u{07}\\u{202E}'"))
    }
}
