import Testing

@testable import TensorFiles

@Suite struct TensorFamilyTests {
    /// A file of byte tensors, each of which holds its index in the file.
    private func file(_ names: [String], shape: [Int] = [1, 2], type: String = "F32") throws -> TensorFile {
        try file(names.map { ($0, type, shape) })
    }

    private func file(_ entries: [(name: String, type: String, shape: [Int])]) throws -> TensorFile {
        var data: [UInt8] = []
        let texts = entries.enumerated().map { index, entry in
            let start = data.count
            let width = ["F32": 4, "I64": 8, "BOOL": 1][entry.type] ?? 1
            for _ in 0..<entry.shape.reduce(1, *) {
                data +=
                    entry.type == "F32"
                    ? withUnsafeBytes(of: Float(index).bitPattern.littleEndian) { Array($0) }
                    : [UInt8(index)] + [UInt8](repeating: 0, count: width - 1)
            }
            return "\"\(entry.name)\": {\"dtype\": \"\(entry.type)\", \"shape\": \(entry.shape), "
                + "\"data_offsets\": [\(start), \(data.count)]}"
        }
        return try TensorFile(
            ByteSource(path: "m", bytes: safetensors("{\(texts.joined(separator: ","))}", data: data)))
    }

    private func families(_ names: [String]) throws -> [String] { try file(names).families.map(\.name) }

    @Test func numbersInNamesAreThoseOfTheLayers() throws {
        let stack = try file(["blocks.10.hook", "blocks.9.hook", "blocks.5.hook"]).tensor()
        #expect(stack.name == "blocks.*.hook")
        #expect(stack.shape.dimensions == [3, 1, 2])
        #expect(stack.numbers == NameNumbers(axes: [.init(name: "layer", numbers: [5, 9, 10])], positions: []))
        #expect(try stack.read().elements == [2, 2, 1, 1, 0, 0])
        #expect(try file(["layer_3", "layer_1", "layer_2"]).tensor().numbers.axes.first?.numbers == [1, 2, 3])
        #expect(try file(["h1.layer02", "h1.layer01"]).tensor().name == "h1.layer*")
        #expect(try file(["7", "3"]).tensor().numbers.axes == [.init(name: nil, numbers: [3, 7])])
    }

    @Test(
        arguments: [
            (["layer.3"], "layer"), (["layer3"], "layer"), (["model.layers.3.attn"], "layer"),
            (["blocks.3.x"], "layer"),
            (["transformer.h.3.attn"], "layer"), (["l3"], "layer"), (["L_3"], "layer"), (["resblocks.3"], "layer"),
            (["encoder.3"], "layer"), (["head_3"], "head"), (["attn-heads/3"], "head"), (["step3"], "step"),
            (["h3"], nil), (["arr_3"], nil), (["attentions.3"], nil), (["layers6"], nil), (["3"], nil),
            (["attn3"], nil), (["gpt2"], "model"), (["runs/gpt2.h.3"], "model"), (["bert-base-12"], "model"),
        ] as [([String], String?)])
    func theWordBeforeANumberNamesItsAxis(names: [String], axis: String?) throws {
        let name = NumberedName(try #require(names.first))
        #expect(name.axis(try #require(name.numbers.first)) == axis)
    }

    @Test("A family can be named as it is printed", arguments: ["", "bert-base-12/", "blocks.7."])
    func printedNames(start: String) throws {
        let names = [0, 4].flatMap { layer in [2, 3].map { "\(start)layer\(layer)/head\($0)" } }
        let others = [0, 4].flatMap { layer in [2, 3].map { "other/layer\(layer)/head\($0)" } }
        let file = try file(names + others)
        for family in file.families { #expect(try file.tensor(named: family.name).name == family.name) }
        #expect(try file.tensor(named: "\(start)layer*/head*").shape.dimensions.prefix(2) == [2, 2])
        #expect(try file.tensor(named: "other/").name == "other/layer*/head*")
        #expect(throws: TensorFileError.self) { try file.tensor(named: "layers*/head*") }
        #expect(NumberedName("a12b3").matches("a*b*") && !NumberedName("ab3").matches("a*b*"))
        #expect(!NumberedName("a1b3x").matches("a*b*"))
    }

    @Test func modelsAreNoHeads() throws {
        let stack = try file(["gpt2", "gpt3"]).tensor()
        #expect(stack.numbers.axes == [.init(name: "model", numbers: [2, 3], texts: ["gpt2", "gpt3"])])
        #expect(try file(["bert-base-12/attn"]).tensor().numbers.positions.isEmpty)
    }

    @Test func layersAndHeadsAreTwoAxes() throws {
        let names = [0, 4].flatMap { layer in [2, 3, 7].map { "layer.\(layer).head.\($0)" } }
        for shuffled in [names, names.reversed()] {
            let stack = try file(shuffled).tensor()
            #expect(stack.name == "layer.*.head.*")
            #expect(
                stack.numbers.axes == [
                    .init(name: "layer", numbers: [0, 4]), .init(name: "head", numbers: [2, 3, 7]),
                ])
            let order = try stack.read().elements.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            #expect(order == (shuffled == names ? [0, 1, 2, 3, 4, 5] : [5, 4, 3, 2, 1, 0]))
            #expect(try stack.read(leading: [1, 2]).elements == [order[5], order[5]])
        }
        let oneLayer = try file(["layer.9.head.0", "layer.9.head.1"]).tensor()
        #expect(oneLayer.numbers.axes.map(\.name) == ["head"])
        #expect(oneLayer.numbers.positions == [.init(axis: "layer", number: 9)])
    }

    @Test(arguments: [
        (["a1", "b1"], ["a1", "b1"]), (["a1.b1", "a2.b2"], ["a1.b1", "a2.b2"]), (["a1", "a01"], ["a1", "a01"]),
        (["a", "a1"], ["a", "a1"]), (["q1", "k2"], ["q1", "k2"]), (["a1b", "a2c"], ["a1b", "a2c"]),
        (["l.0.k", "l.0.q", "l.1.k", "l.1.q"], ["l.*.k", "l.*.q"]), (["l.1", "x", "l.2"], ["l.*", "x"]),
        (["block.0.attn1", "block.0.attn2", "block.1.attn1", "block.1.attn2"], ["block.*.attn1", "block.*.attn2"]),
        (["a99999999999999999999", "a1"], ["a99999999999999999999", "a1"]), ([], []),
    ])
    func otherNamesStayApart(names: [String], families: [String]) throws {
        #expect(try Set(self.families(names)) == Set(families))
    }

    @Test func oneStarIsTheNumberOrAnyText() throws {
        let names = (0..<3).flatMap {
            ["decoder.layers.\($0).cross", "decoder.layers.\($0).self", "encoder.layers.\($0).self"]
        }
        let file = try file(names)
        for pattern in ["decoder.layers.*.cross", "decoder.*.cross", "*.cross"] {
            #expect(try file.tensor(named: pattern).name == "decoder.layers.*.cross", "\(pattern)")
        }
        #expect(try file.tensor(named: "encoder").name == "encoder.layers.*.self")
        #expect(try file.tensor(named: "decoder.layers.1.cross").shape.dimensions == [1, 2])
        let error = try #require(failure { () throws(TensorFileError) in try file.tensor(named: "decoder") })
        #expect(
            error.description == """
                m: name one of 2 tensors, as in 'm:decoder.layers.*.cross'; it holds:
                  'm:decoder.layers.*.cross' float32 (3, 1, 2)
                  'm:decoder.layers.*.self' float32 (3, 1, 2)
                """)
        for name in ["dec", "decoder.layers.*.other", "*.*.cross", "decoder.layers.9.cross"] {
            guard case .noSuchTensor = failure({ () throws(TensorFileError) in try file.tensor(named: name) }) else {
                Issue.record("\(name) is found")
                continue
            }
        }
        let single = try self.file(["layer.9.a", "x"])
        #expect(try single.tensor(named: "layer.*.a").numbers.axes.map(\.numbers) == [[9]])
    }

    @Test func whatIsNoMapIsNoChoice() throws {
        let map = (name: "attentions", type: "F32", shape: [2, 2])
        let others = [
            ("step", "I64", []), ("lr", "F32", []), ("input_ids", "I64", [1, 2]), ("attention_mask", "F32", [1, 2]),
            ("mask", "BOOL", [2, 2]), ("lens", "F32", [3]),
        ].map { (name: $0.0, type: $0.1, shape: $0.2) }
        let file = try file([map] + others)
        #expect(try file.weights().name == "attentions")
        #expect(try file.weights(named: "mask").name == "mask")
        #expect(Set(file.tensors.filter(\.isMask).map(\.name)) == ["attention_mask", "mask"])
        #expect(Set(file.tensors.filter(\.isTokenIDs).map(\.name)) == ["input_ids"])
        guard case .tensorChoiceNeeded = failure({ () throws(TensorFileError) in try file.tensor() }) else {
            Issue.record("a choice was made among operands")
            return
        }
        // Two maps stay a choice, without the others.
        let two = try self.file([map, ("scores", "F32", [2, 2])] + others)
        let error = try #require(failure { () throws(TensorFileError) in try two.weights() })
        #expect(error.description.contains("name one of 2 tensors") && !error.description.contains("mask"))
    }
}
