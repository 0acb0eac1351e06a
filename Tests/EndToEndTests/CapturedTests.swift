import Foundation
import Testing

/// The weights of model code, from its queries and keys, on every route.
@Suite("Weights of model code from its queries and keys")
struct CapturedTests {
    @Test("One file draws all layers and gives their weights within 1e-6", arguments: Captured.names)
    func file(name: String) throws {
        let (workshop, captured) = (try Workshop(), try Captured(name))
        let outcome = try workshop.run("attend", captured.path, "-o", "a.svg", "--save-weights", "w.npy")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let weights = try workshop.array("w.npy")
        let shape = try captured.shape(layer: 0)
        #expect(weights.shape == [2] + shape)
        let size = shape.reduce(1, *)
        for layer in 0..<2 {
            let found = weights.values[layer * size..<(layer + 1) * size]
            #expect(try captured.largestError(found, layer: layer) < 1e-6)
        }
        let description = try workshop.description("a.svg")
        #expect(description.contains("Layer 0") && description.contains("Layer 1"))
        #expect(outcome.messages.contains("the last of the 10 positions: positions 7 to 9") == name.hasSuffix("cached"))
    }

    @Test("A layer alone has no axis of layers", arguments: ["gemma2", "gpt_oss", "llama_padded"])
    func layer(name: String) throws {
        let (workshop, captured) = (try Workshop(), try Captured(name))
        let outcome = try workshop.run(
            "attend", captured.path, "--select", "layer=1", "--save-weights", "w.npy", "-o", "a.png")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let weights = try workshop.array("w.npy")
        #expect(try weights.shape == captured.shape(layer: 1))
        #expect(try captured.largestError(weights.values, layer: 1) < 1e-6)
    }

    /// What the masks of the files come from, said by options.
    @Test(
        "Options instead of the masks of the file",
        arguments: [
            ("distilbert", ["--scale", "0.25"]),
            ("gpt2", ["--causal"]), ("gpt2_cached", ["--causal"]), ("llama_cached", ["--causal", "--scale", "0.25"]),
            ("llama", ["--causal"]), ("mistral", ["--causal", "--window", "4"]), ("qwen3", ["--causal"]),
            ("gemma2", ["--causal", "--window", "4", "--scale", "0.0625", "--softcap", "50"]),
            ("gpt_oss", ["--causal", "--window", "4", "--sinks", "FILE:layer.0.sinks"]),
            ("distilbert_padded", ["--mask", "distilbert_attention_mask"]),
            ("llama_padded", ["--causal", "--mask", "llama_attention_mask"]),
            ("mistral_padded", ["--causal", "--window", "4", "--mask", "mistral_attention_mask"]),
        ])
    func options(name: String, options: [String]) throws {
        let (workshop, captured) = (try Workshop(), try Captured(name))
        let folder = PackageFiles.path("Tests/EndToEndTests/Captured")
        let arguments = options.map { option in
            option.hasSuffix("attention_mask")
                ? "\(folder)/\(option).safetensors"
                : option.replacingOccurrences(of: "FILE", with: captured.path)
        }
        let operands = ["--queries", captured.path + ":layer.0.query", "--keys", captured.path + ":layer.0.key"]
        let part = name.hasSuffix("padded") ? ["--select", "batch=0"] : []
        let drawn = try workshop.run(["attend"] + operands + arguments + part + ["-o", "a.png"])
        #expect(drawn.status == 0, "\(drawn.messages)")
        let measured = try workshop.run(["analyze"] + operands + arguments + ["--json"])
        #expect(measured.status == 0, "\(measured.messages)")
        let shape = try captured.shape(layer: 0)
        let whole = try workshop.run(
            ["attend"] + operands + arguments + ["--reduce", "batch=mean", "--save-weights", "w.npy", "-o", "b.png"])
        #expect(whole.status == 0, "\(whole.messages)")
        let weights = try workshop.array("w.npy")
        #expect(weights.shape == shape)
        #expect(try captured.largestError(weights.values, layer: 0) < 1e-6)
        // A sink takes a share of each row, and no note says otherwise.
        #expect(!drawn.messages.contains("sum") && !measured.messages.contains("sum"))
    }

    @Test("Metrics of a file of queries and keys are those of its weights")
    func metrics() throws {
        let (workshop, captured) = (try Workshop(), try Captured("llama"))
        let computed = try workshop.run("analyze", captured.path, "--csv")
        let stored = try workshop.run(
            "analyze", captured.path + ":layer.*.weights", "--axes", "layer,batch,head,query,key", "--causal", "--csv")
        #expect(computed.status == 0 && stored.status == 0, "\(computed.messages)\(stored.messages)")
        func numbers(_ text: String) -> [Double] {
            text.split { ",\n".contains($0) }.compactMap { Double($0) }
        }
        let (found, expected) = (numbers(computed.text), numbers(stored.text))
        #expect(found.count == expected.count && found.count > 60)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test(
        "Padding counts in no metric, on every route",
        arguments: ["distilbert_padded", "llama_padded", "mistral_padded"])
    func padding(name: String) throws {
        let workshop = try Workshop()
        let path = try Captured(name).path
        let mask = PackageFiles.path(
            "Tests/EndToEndTests/Captured/\(name.split(separator: "_")[0])_attention_mask.safetensors")
        // The three keys at the left are padding: what remains is the rest of the weights.
        let masks =
            name == "distilbert_padded" ? [] : ["--causal"] + (name == "mistral_padded" ? ["--window", "4"] : [])
        let weights = [path + ":layer.*.weights", "--axes", "layer,batch,head,query,key"]
        let rest = try workshop.run(
            ["analyze"] + weights + masks + ["--select", "batch=0 query=3: key=3:", "--csv"])
        #expect(rest.status == 0, "\(rest.messages)")
        let routes = [
            [path, "--select", "batch=0"], [path, "--mask", mask, "--select", "batch=0"],
            weights + masks + ["--mask", mask, "--select", "batch=0"],
        ]
        func numbers(_ text: String) -> [Double] { text.split { ",\n".contains($0) }.compactMap { Double($0) } }
        let expected = numbers(rest.text)
        #expect(expected.count > 60)
        for route in routes {
            let outcome = try workshop.run(["analyze"] + route + ["--csv"])
            #expect(outcome.status == 0, "\(outcome.messages)")
            let found = numbers(outcome.text)
            #expect(
                found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 }, "\(route)")
        }
    }
}
