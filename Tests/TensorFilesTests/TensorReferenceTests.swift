import Support
import Testing

@testable import TensorFiles

@Suite struct TensorReferenceTests {
    private func parse(_ text: String, existing: Set<String> = []) -> TensorReference {
        TensorReference(text) { existing.contains($0) }
    }

    @Test func splitsAtTheLastColon() {
        #expect(parse("a.npy") == TensorReference(path: "a.npy"))
        #expect(parse("a.safetensors:x") == TensorReference(path: "a.safetensors", name: "x"))
        #expect(parse("C:a.safetensors:x") == TensorReference(path: "C:a.safetensors", name: "x"))
    }

    @Test func anExistingFileMayHaveColonsInItsName() {
        #expect(parse("run 12:30.npy", existing: ["run 12:30.npy"]) == TensorReference(path: "run 12:30.npy"))
        #expect(
            parse("12:30.safetensors:x", existing: ["12:30.safetensors"])
                == TensorReference(path: "12:30.safetensors", name: "x"))
    }

    @Test func aTensorMayHaveColonsInItsName() {
        #expect(parse("m:dense/w:0", existing: ["m"]) == TensorReference(path: "m", name: "dense/w:0"))
    }

    @Test func aDashIsTheStandardInput() {
        #expect(parse("-") == TensorReference(path: "-"))
        #expect(parse("-:a") == TensorReference(path: "-", name: "a"))
        #expect(parse("-:a:b") == TensorReference(path: "-", name: "a:b"))
        #expect(parse("-:a:b", existing: ["-:a"]) == TensorReference(path: "-:a", name: "b"))
    }

    @Test(arguments: ["", ":", ":x", "a:"]) func neitherPartIsEmpty(text: String) {
        #expect(parse(text) == TensorReference(path: text))
    }

    @Test func asksTheDisk() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write([1], to: "a:b")
        #expect(TensorReference(path) == TensorReference(path: path))
        #expect(TensorReference("\(path):c") == TensorReference(path: path, name: "c"))
        #expect(TensorReference("\(folder.path):c").path == folder.path)
    }
}
