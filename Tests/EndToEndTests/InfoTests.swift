import Foundation
import Testing

@Suite("What a file holds")
struct InfoTests {
    private let tokens = ["a", "b", "c"]

    /// A file of each format, and what `info` says of it.
    private func write(_ format: String, to workshop: Workshop) throws {
        let array = InputFiles.npy([2, 3])
        switch format {
        case "npy": try workshop.write(array, to: "in.npy")
        case "npz":
            try workshop.write(
                InputFiles.npz([("w", array), ("x_tokens", InputFiles.npy(tokens: tokens))]), to: "in.npz")
        case "safetensors":
            try workshop.write(
                InputFiles.safetensors([("w", [2, 3], [Float](repeating: 0, count: 6))]), to: "in.safetensors")
        case "csv": try workshop.write("a,b,c\n1,2,3\n4,5,6\n", to: "in.csv")
        case "tsv": try workshop.write("a\tb\tc\n1\t2\t3\n4\t5\t6\n", to: "in.tsv")
        default: try workshop.write(#"{"weights": [[1,2,3],[4,5,6]], "x_tokens": ["a","b","c"]}"#, to: "in.json")
        }
    }

    @Test(
        "Each format, as text and as JSON",
        arguments: [
            ("npy", "in  float32  (2, 3)\n"), ("npz", "w         float32  (2, 3)\nx_tokens  tokens   (3,)\n"),
            ("safetensors", "w  float32  (2, 3)\n"), ("csv", "in        float32  (2, 3)\nx_tokens  tokens   (3,)\n"),
            ("tsv", "in        float32  (2, 3)\nx_tokens  tokens   (3,)\n"),
            ("json", "weights   float32  (2, 3)\nx_tokens  tokens   (3,)\n"),
        ])
    func formats(format: String, table: String) throws {
        let workshop = try Workshop()
        try write(format, to: workshop)
        let text = try workshop.run("info", "in.\(format)")
        #expect(text.status == 0 && text.messages.isEmpty)
        #expect(text.text == table)
        let json = try workshop.run("info", "in.\(format)", "--json").json()
        #expect(json["format"] as? String == format)
        let tensors = try #require(json["tensors"] as? [[String: Any]])
        #expect(tensors.count == 1)
        #expect(tensors[0]["name"] as? String == table.components(separatedBy: " ").first)
        #expect(tensors[0]["dtype"] as? String == "float32")
        #expect(tensors[0]["shape"] as? [Int] == [2, 3])
        let labels = try #require(json["tokens"] as? [[String: Any]])
        #expect(labels.map { $0["name"] as? String } == (table.contains("tokens") ? ["x_tokens"] : []))
        #expect(labels.allSatisfy { $0["count"] as? Int == 3 })
        let piped = try workshop.shell("\"$0\" info - --input-format \(format) < in.\(format)")
        #expect(piped.status == 0, "\(piped.messages)")
        #expect(piped.text.contains("float32  (2, 3)"))
    }

    /// A pipe can be read only once.
    @Test("A pipe is read once", arguments: ["-", "/dev/stdin", "/dev/fd/0"], ["npy", "npz", "safetensors"])
    func pipes(file: String, format: String) throws {
        let workshop = try Workshop()
        try write(format, to: workshop)
        let outcome = try workshop.shell("cat in.\(format) | \"$0\" info \(file)")
        #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
        #expect(outcome.text.contains("float32  (2, 3)"))
        let named = try workshop.shell(
            "mkfifo pipe && { cat in.\(format) > pipe & } && \"$0\" info pipe --json && rm pipe")
        #expect(named.status == 0 && named.messages.isEmpty, "\(named.messages)")
        #expect(try named.json()["format"] as? String == format)
    }

    @Test("Arrays that cannot be read are listed with the reason, and do not hide the others")
    func refusals() throws {
        let workshop = try Workshop()
        let file = PackageFiles.path("Tests/TensorFilesTests/Fixtures/deflated.npz")
        let text = try workshop.run("info", file).text
        #expect(text.contains("weights   float32     (2, 3, 4)\n"))
        #expect(text.contains("object    unreadable") && text.contains("Python objects"))
        let json = try workshop.run("info", file, "--json").json()
        let reasons = try #require(json["unreadable"] as? [String: String])
        #expect(Array(reasons.keys) == ["object"])
    }

    @Test("Element types are those of the file, and layers stay apart")
    func types() throws {
        let workshop = try Workshop()
        let all = try workshop.run("info", PackageFiles.path("Tests/TensorFilesTests/Fixtures/all.safetensors")).text
        for line in [
            "bfloat16       bfloat16     (3,)", "scalar         float32      ()", "bool           bool         (3,)",
        ] {
            #expect(all.split(separator: "\n").contains { $0 == line }, "\(line)")
        }
        let series = try workshop.run("info", PackageFiles.path("Tests/TensorFilesTests/Fixtures/series.npz")).text
        #expect(series.split(separator: "\n").count == 12)
    }

    @Test("Names of tensors cannot command the terminal, and stay on their line")
    func hostileNames() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.safetensors([("a\u{1B}[31m\nb", [1], [0])]), to: "in.safetensors")
        let outcome = try workshop.run("info", "in.safetensors")
        #expect(outcome.text == "a\\u{1B}[31m\\nb  float32  (1,)\n")
        let json = try workshop.run("info", "in.safetensors", "--json").json()
        #expect((json["tensors"] as? [[String: Any]])?.first?["name"] as? String == "a\u{1B}[31m\nb")
    }

    @Test("A file without tensors says so")
    func hollow() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.safetensors([]), to: "in.safetensors")
        let outcome = try workshop.run("info", "in.safetensors")
        #expect(outcome.status == 0 && outcome.output.isEmpty)
        #expect(outcome.messages.contains("in.safetensors: the file holds no tensors"))
    }

    @Test("An array of text is refused with the option that takes it")
    func arrayOfText() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy(tokens: tokens), to: "tokens.npy")
        let outcome = try workshop.run("render", "tokens.npy")
        #expect(outcome.status == 65)
        #expect(
            outcome.messages
                == "attnviz: error: tokens.npy: expected real numbers, found text (descr '<U1'); "
                + "pass tokens with --tokens FILE, a text file or a JSON list\n")
    }

    @Test(
        "Refusals",
        arguments: [
            Refusal(66, ["info", "missing.npz"], says: "missing.npz", "No such file"),
            Refusal(66, ["info", "folder.svg"], says: "expected a file, found a folder"),
            Refusal(65, ["info", "cut.npy"], says: "cut.npy", "cut short"),
            Refusal(65, ["info", "three.txt"], says: "three.txt", "found only text, such as 'a'", "--tokens"),
            Refusal(65, ["info", "nothing.npy"], says: "the file is empty"),
            Refusal(64, ["info"], says: "Missing expected argument '<file>'"),
            Refusal(64, ["info", "matrix.npy", "--input-format", "hdf5"], says: "'hdf5'", "safetensors"),
        ])
    func refused(_ refusal: Refusal) throws { try refusal.check() }
}
