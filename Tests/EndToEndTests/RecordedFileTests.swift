import Foundation
import Testing

/// Files of queries and keys of layers, and what their notes say.
@Suite("Files of queries and keys of layers")
struct RecordedFileTests {
    private func write(
        _ workshop: Workshop, _ names: [String], notes: [String: String] = [:]
    ) throws {
        let tensors = names.enumerated().flatMap { index, name in
            ["query", "key"].map { InputFiles.pattern("\(name).\($0)", index * 2 + 1, 1, 2, 4, 3) }
        }
        try workshop.write(InputFiles.safetensors(tensors, notes: notes), to: "r.safetensors")
    }

    @Test("Layers keep their numbers, and stacks are chosen by name")
    func stacks() throws {
        let workshop = try Workshop()
        try write(workshop, ["decoder.layer.3", "decoder.layer.11", "cross.layer.3", "encoder.layer.0"])
        let needed = try workshop.run("attend", "r.safetensors", "-o", "a.svg")
        #expect(needed.status == 64 && needed.messages.contains("r.safetensors:decoder"), "\(needed.messages)")
        let decoder = try workshop.run("attend", "r.safetensors:decoder", "-o", "a.svg", "--save-weights", "w.npy")
        #expect(decoder.status == 0, "\(decoder.messages)")
        #expect(try workshop.description("a.svg").contains("Layer 3, Layer 11"))
        #expect(try workshop.array("w.npy").shape == [2, 1, 2, 4, 4])
        let one = try workshop.run(
            "attend", "r.safetensors:decoder", "--select", "layer=11", "-o", "a.svg", "--save-weights", "v.npy")
        #expect(one.status == 0)
        let (all, part) = (try workshop.array("w.npy"), try workshop.array("v.npy"))
        #expect(part.matches([1, 2, 4, 4], Array(all.values[32...])))
        let missing = try workshop.run("attend", "r.safetensors:decoder", "--select", "layer=4", "-o", "a.svg")
        #expect(missing.status == 64 && missing.messages.contains("there is no layer 4 among 3, 11"))
        let unknown = try workshop.run("attend", "r.safetensors:vision", "-o", "a.svg")
        #expect(unknown.status == 64 && unknown.messages.contains("decoder, cross, encoder"))
    }

    @Test("Notes set scale, causality, window and soft cap, and options come before them")
    func notes() throws {
        let workshop = try Workshop()
        let note = #"{"scale": 0.5, "causal": true, "window": 2, "softcap": null}"#
        try write(workshop, ["layer.0"], notes: ["layer.0": note, "format": "attnviz-record 1"])
        let files = ["--queries", "r.safetensors:layer.0.query", "--keys", "r.safetensors:layer.0.key", "-o", "a.svg"]
        func weights(_ arguments: [String]) throws -> [Float] {
            let outcome = try workshop.run(["attend"] + arguments + ["--save-weights", "w.npy"])
            #expect(outcome.status == 0, "\(outcome.messages)")
            return try workshop.array("w.npy").values
        }
        let record = ["r.safetensors", "-o", "a.svg"]
        #expect(
            try weights(record) == weights(files + ["--scale", "0.5", "--causal", "--window", "2"]))
        #expect(
            try weights(record + ["--scale", "2", "--softcap", "3"])
                == weights(files + ["--scale", "2", "--softcap", "3", "--causal", "--window", "2"]))
        #expect(
            try weights(record + ["--valid-lens", "3"])
                == weights(files + ["--scale", "0.5", "--causal", "--window", "2", "--valid-lens", "3"]))
    }

    @Test(
        "A setting that cannot be is an error that names it",
        arguments: [
            #"{"window": -3}"#, #"{"window": 2.5}"#, #"{"scale": "x"}"#, #"{"softcap": 0}"#,
            #"{"query_offset": 1e300}"#,
            #"{"causal": 7}"#, #"{"query_offset": 9e15}"#,
        ])
    func settings(note: String) throws {
        let workshop = try Workshop()
        try write(workshop, ["layer.0"], notes: ["layer.0": note])
        let outcome = try workshop.run("attend", "r.safetensors", "-o", "a.svg")
        #expect([64, 65].contains(outcome.status), "\(outcome.messages)")
        #expect(outcome.messages.contains("error"))
    }

    @Test("A file without queries and keys says what it should hold, and results of other inputs are refused")
    func others() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2], [1, 0, 0, 1]), to: "w.npy")
        let none = try workshop.run("attend", "w.npy", "-o", "a.svg")
        #expect(none.status == 64 && none.messages.contains("layer.0.query"))
        #expect(try workshop.run("attend", "-o", "a.svg").status == 64)
        try write(workshop, ["layer.0"])
        let scores = try workshop.run("attend", "r.safetensors", "--save-scores", "s.npy", "-o", "a.svg")
        #expect(scores.status == 64 && scores.messages.contains("--save-scores is for --queries and --keys"))
    }

    @Test("A layer without keys is an error; a stack without a name beside others is 'layer'")
    func incomplete() throws {
        let workshop = try Workshop()
        try write(workshop, ["layer.0", "cross.layer.0"])
        #expect(try workshop.run("attend", "r.safetensors:layer", "-o", "a.svg").status == 0)
        try workshop.write(
            InputFiles.safetensors([
                InputFiles.pattern("layer.0.query", 1, 1, 2, 4, 3), InputFiles.pattern("layer.0.key", 2, 1, 2, 4, 3),
                InputFiles.pattern("layer.1.query", 3, 1, 2, 4, 3),
            ]), to: "j.safetensors")
        let outcome = try workshop.run("attend", "j.safetensors", "-o", "a.svg")
        #expect(outcome.status == 65 && outcome.messages.contains("layer.1.key"), "\(outcome.messages)")
        #expect(try workshop.run("attend", "j.safetensors", "--select", "layer=0", "-o", "a.svg").status == 0)
    }

    @Test("The token lists of a file label the axes that they fit")
    func tokens() throws {
        let workshop = try Workshop()
        let tensors = [
            InputFiles.pattern("encoder.layer.0.query", 1, 1, 2, 4, 3),
            InputFiles.pattern("encoder.layer.0.key", 2, 1, 2, 4, 3),
            InputFiles.pattern("decoder.layer.0.query", 3, 1, 2, 2, 3),
            InputFiles.pattern("decoder.layer.0.key", 4, 1, 2, 2, 3),
            InputFiles.pattern("cross.layer.0.query", 5, 1, 2, 2, 3),
            InputFiles.pattern("cross.layer.0.key", 6, 1, 2, 4, 3),
        ]
        let notes = ["tokens": #"["a", "b", "c", "d"]"#, "query_tokens": #"["x", "y"]"#]
        try workshop.write(InputFiles.safetensors(tensors, notes: notes), to: "t5.safetensors")
        for stack in ["encoder", "decoder", "cross"] {
            let outcome = try workshop.run("attend", "t5.safetensors:\(stack)", "-o", "a.svg")
            #expect(outcome.status == 0, "\(stack): \(outcome.messages)")
        }
    }
}
