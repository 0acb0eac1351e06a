import Foundation
import Testing

@Suite("Attention rollout")
struct RolloutTests {
    @Test("The rollout of a model is NumPy's, drawn between its tokens")
    func model() throws {
        let workshop = try Workshop()
        let outcome = try workshop.run(
            "analyze", MiniLM.attentions, "--rollout", "--tokens", MiniLM.tokens, "-o", "a.svg", "--save-weights",
            "rollout.npy", "--json")
        #expect(outcome.status == 0, "\(outcome.messages)")
        let saved = try SavedArray(workshop.data("rollout.npy"))
        #expect(saved.shape == [13, 13])
        for (found, expected) in zip(saved.values, try MiniLM.load().rollout) {
            #expect(abs(Double(found) - expected) < 1e-7)
        }
        let summary = try #require(try outcome.json()["rollout"] as? [String: Any])
        #expect(summary["shape"] as? [Int] == [13, 13])
        #expect((summary["data"] as? [Double])?.count == 169)
        let text = try #require(SVGText(try workshop.data("a.svg"))?.texts)
        #expect(text["title"] == "Attention rollout")
        #expect(text["desc"]?.contains("13 output tokens by 13 input tokens") == true)
    }

    @Test("Layers are chosen, the residual is a share, heads need not be there")
    func parts() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([2, 2, 2], [1, 0, 0.5, 0.5, 0, 1, 1, 0]), to: "in.npy")
        func values(_ options: String...) throws -> [Float] {
            let arguments = ["analyze", "in.npy", "--rollout", "--json", "--save-weights", "r.npy"] + options
            #expect(try workshop.run(arguments).status == 0)
            return try SavedArray(workshop.data("r.npy")).values
        }
        // Three axes are heads: their mean is one layer.
        #expect(try values("--residual", "0") == [0.5, 0.5, 0.75, 0.25])
        #expect(try values() == [0.75, 0.25, 0.375, 0.625])
        // Layer 1 swaps the tokens that layer 0 has mixed.
        #expect(try values("--axes", "layer,query,key", "--residual", "0") == [0.5, 0.5, 1, 0])
        #expect(try values("--axes", "layer,query,key", "--residual", "0", "--select", "layer=0") == [1, 0, 0.5, 0.5])
    }

    @Test("Batches and parts of the tokens have no rollout")
    func refused() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.npy([1, 3, 1, 2, 2]), to: "batch.npy")
        let batch = try workshop.run("analyze", "batch.npy", "--rollout")
        #expect(batch.status == 64 && batch.messages.contains("--select batch=0"))
        try workshop.write(InputFiles.npy([1, 2, 3]), to: "wide.npy")
        let wide = try workshop.run("analyze", "wide.npy", "--rollout")
        #expect(wide.status == 65 && wide.messages.contains("as many keys as queries"))
        #expect(try workshop.names() == ["batch.npy", "wide.npy"])
    }
}
