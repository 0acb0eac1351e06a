import Foundation
import Tensors
import Testing

/// Bit for bit what PyTorch draws, for every vector of the fixture.
struct TorchGeneratorTests {
    @Test func articleQueriesOfSeedZero() throws {
        var generator = TorchGenerator(seed: 0)
        let queries = try generator.normal([2, 1, 2])
        let printed = queries.elements.map { String(format: "%.4f", $0) }
        #expect(queries.shape.dimensions == [2, 1, 2])
        #expect(printed == ["1.5410", "-0.2934", "-2.1788", "0.5684"])
    }

    @Test func onlyTheLowBitsOfTheSeedCount() {
        #expect(TorchGenerator(seed: 7) == TorchGenerator(seed: 7 + 1 << 32))
        #expect(TorchGenerator(seed: -1) == TorchGenerator(seed: UInt64.max))
        #expect(TorchGenerator(seed: 7) != TorchGenerator(seed: 8))
    }

    @Test func copyRepeatsTheDraws() throws {
        var original = TorchGenerator(seed: 3)
        _ = try original.normal([1])
        var copy = original
        #expect(try original.normal([5]) == copy.normal([5]))
    }

    @Test(arguments: try TorchVectors.load().seeds)
    func uniform(_ vectors: SeedVectors) throws {
        var generator = TorchGenerator(seed: vectors.seed)
        #expect(try Bits(generator.uniform([40]).elements) == vectors.rand40)
        generator = TorchGenerator(seed: vectors.seed)
        #expect(Bits(generator.uniformDoubles(count: 4)) == vectors.rand64)
    }

    @Test(arguments: try TorchVectors.load().seeds)
    func normal(_ vectors: SeedVectors) throws {
        #expect(vectors.randn.count == 10)
        for (count, expected) in vectors.randn {
            var generator = TorchGenerator(seed: vectors.seed)
            let values = try generator.normal([#require(Int(count))]).elements
            if let hex = expected.hex {
                #expect(Bits(values).hex == hex, "\(count) values")
            } else {
                #expect(Bits(Array(values.prefix(8))) == expected.first8)
                #expect(Bits(Array(values.suffix(8))) == expected.last8)
            }
        }
        var generator = TorchGenerator(seed: vectors.seed)
        #expect(Bits(generator.normalDoubles(count: 4)) == vectors.randn64x4)
        generator = TorchGenerator(seed: vectors.seed)
        #expect(Bits(generator.normalDoubles(count: 16)) == vectors.randn64x16)
    }

    @Test(arguments: try TorchVectors.load().seeds)
    func linearLayers(_ vectors: SeedVectors) throws {
        #expect(vectors.linear.count == 3)
        for expected in vectors.linear.values {
            var generator = TorchGenerator(seed: vectors.seed)
            let weight = try generator.linearWeight(inputs: expected.inputs, outputs: expected.outputs)
            #expect(weight.shape.dimensions == [expected.outputs, expected.inputs])
            #expect(Bits(weight.elements) == expected.weight)
        }
        let expected = vectors.linearWithBias
        var generator = TorchGenerator(seed: vectors.seed)
        let layer = try generator.linearLayer(inputs: expected.inputs, outputs: expected.outputs)
        #expect(Bits(layer.weight.elements) == expected.weight)
        #expect(Bits(layer.bias.elements) == expected.bias)
    }

    @Test(arguments: try TorchVectors.load().seeds)
    func dropout(_ vectors: SeedVectors) throws {
        let ones = try Tensor(repeating: 1, shape: [24])
        for (probability, expected) in [(0.5, vectors.halfDropped), (0.1, vectors.tenthDropped)] {
            var generator = TorchGenerator(seed: vectors.seed)
            #expect(Bits(generator.dropout(ones, probability: probability).elements).hex == expected.hex)
            generator = TorchGenerator(seed: vectors.seed)
            let mask = generator.dropoutMask(count: 24, probability: probability)
            #expect(mask.map { $0 ? "1" : "0" }.joined() == expected.kept)
        }
    }

    @Test(arguments: try TorchVectors.load().seeds)
    func integers(_ vectors: SeedVectors) {
        var generator = TorchGenerator(seed: vectors.seed)
        #expect(generator.integers(in: 0..<10, count: 20) == vectors.smallIntegers)
        generator = TorchGenerator(seed: vectors.seed)
        #expect(generator.integers(in: 0..<1 << 28, count: 4) == vectors.largeIntegers)
    }

    /// The articles' order of draws: queries, then the weights of the additive score, then the dropout mask.
    @Test(arguments: try TorchVectors.load().seeds)
    func experiments(_ vectors: SeedVectors) throws {
        #expect(!vectors.experiments.isEmpty)
        for experiment in vectors.experiments {
            var generator = TorchGenerator(seed: vectors.seed)
            #expect(try Bits(generator.normal(experiment.shape).elements) == experiment.queries)
            let querySize = try #require(experiment.shape.last)
            // The older article builds W_k first; the newer one draws W_q at the first forward pass.
            let layers = [(experiment.keyWeights, 2, 8), (experiment.queryWeights, querySize, 8)]
            let ordered = experiment.kind == "additive_lazy" ? layers.reversed() : layers
            for (expected, inputs, outputs) in ordered + [(experiment.valueWeights, 8, 1)] {
                guard let expected else { continue }
                #expect(try Bits(generator.linearWeight(inputs: inputs, outputs: outputs).elements) == expected)
            }
            let mask = generator.dropoutMask(count: 20, probability: experiment.dropoutProbability)
            #expect(mask.map { $0 ? "1" : "0" }.joined() == experiment.kept, "\(experiment.kind)")
        }
    }

    /// Draws of different kinds share one engine, and the waiting normal value survives the others.
    @Test(arguments: try TorchVectors.load().seeds)
    func sequences(_ vectors: SeedVectors) throws {
        #expect(vectors.sequences.count == 13)
        for sequence in vectors.sequences {
            var generator = TorchGenerator(seed: vectors.seed)
            for (call, result) in zip(sequence.calls, sequence.results) {
                let drawn = try Self.draw(call, from: &generator)
                #expect(drawn.hex == result?.hex, "\(call)")
                #expect(drawn.integers == result?.int, "\(call)")
            }
        }
    }

    private static func draw(
        _ call: [Argument], from generator: inout TorchGenerator
    ) throws -> (hex: [String]?, integers: [Int]?) {
        var name = ""
        var numbers: [Double] = []
        for argument in call {
            switch argument {
            case .word(let word): name = word
            case .number(let number): numbers.append(number)
            }
        }
        let count = Int(try #require(numbers.last))
        switch name {
        case "rand": return (Bits(try generator.uniform([count]).elements).hex, nil)
        case "randn": return (Bits(try generator.normal([count]).elements).hex, nil)
        case "rand64": return (Bits(generator.uniformDoubles(count: count)).hex, nil)
        case "randn64": return (Bits(generator.normalDoubles(count: count)).hex, nil)
        case "normal_mean_std":
            let values = try generator.normal([count], mean: numbers[0], standardDeviation: numbers[1])
            return (Bits(values.elements).hex, nil)
        case "uniform":
            let values = try generator.uniform([count], from: Float(numbers[0]), to: Float(numbers[1]))
            return (Bits(values.elements).hex, nil)
        case "dropout_ones":
            let ones = try Tensor(repeating: 1, shape: [count])
            return (Bits(generator.dropout(ones, probability: numbers[0]).elements).hex, nil)
        case "linear":
            let weight = try generator.linearWeight(inputs: Int(numbers[0]), outputs: Int(numbers[1]))
            return (Bits(weight.elements).hex, nil)
        case "randint": return (nil, generator.integers(in: Int(numbers[0])..<Int(numbers[1]), count: count))
        case "randperm": return (nil, generator.permutation(count: count))
        case "manual_seed":
            generator = TorchGenerator(seed: count)
            return (nil, nil)
        default:
            Issue.record("the fixture has an unknown call: \(name)")
            return (nil, nil)
        }
    }
}
