import Testing

/// Masks as other libraries make them, and what they mean.
@Suite("Masks that broadcast")
struct BroadcastMaskTests {
    /// Operands (2, 3, 4, 5) and (2, 3, 4, 5).
    private func workshop() throws -> Workshop {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 2, 3, 4, 5), to: "q.npy")
        try workshop.write(InputFiles.pattern(2, 2, 3, 4, 5), to: "k.npy")
        return workshop
    }

    /// Whether a mask of this shape keeps a key.
    private func keeps(_ shape: [Int], _ index: [Int]) -> Bool {
        let offset = zip(shape, index.suffix(shape.count)).reduce(0) { $0 * $1.0 + ($1.0 == 1 ? 0 : $1.1) }
        return (offset * 7 + 3) % 5 > 1 || index[3] == 3
    }

    private func elements(_ shape: [Int], _ value: ([Int]) -> Bool) -> [UInt8] {
        (0..<shape.reduce(1, *)).map { offset in
            var (rest, index) = (offset, [Int]())
            for size in shape.reversed() {
                index.insert(rest % size, at: 0)
                rest /= size
            }
            return value(index) ? 1 : 0
        }
    }

    @Test(
        "Axes of length 1 and axes left out apply to all, as in PyTorch",
        arguments: [
            [4, 4], [1, 4], [4], [1, 1, 4, 4], [2, 1, 4, 4], [2, 1, 1, 4], [1, 3, 4, 4], [3, 1, 4], [3, 4, 4],
            [2, 3, 1, 4],
            [1, 1, 1, 1, 4],
        ])
    func broadcast(shape: [Int]) throws {
        let workshop = try workshop()
        func kept(_ index: [Int]) -> Bool {
            shape.count > 4 ? keeps(Array(shape.suffix(4)), index) : keeps(shape, index)
        }
        let small = elements(shape) { index in
            let full = [Int](repeating: 0, count: max(0, 4 - index.count)) + index.suffix(4)
            return kept(full)
        }
        let full = elements([2, 3, 4, 4], kept)
        try workshop.write(InputFiles.npy(shape, bytes: small, type: "|b1"), to: "m.npy")
        try workshop.write(InputFiles.npy([2, 3, 4, 4], bytes: full, type: "|b1"), to: "full.npy")
        for batch in 0..<2 {
            let part = ["--select", "batch=\(batch)"]
            let one = try workshop.run(Self.attend + ["--mask", "m.npy", "--save-weights", "w.npy"] + part)
            let other = try workshop.run(Self.attend + ["--mask", "full.npy", "--save-weights", "v.npy"] + part)
            #expect(one.status == 0 && other.status == 0, "\(one.messages)\(other.messages)")
            #expect(try workshop.data("w.npy") == workshop.data("v.npy"))
        }
    }

    private static let attend = ["attend", "--queries", "q.npy", "--keys", "k.npy", "-o", "a.svg"]

    @Test("A key mask (batch, key) masks keys of each batch row, at either side")
    func keyMask() throws {
        let workshop = try workshop()
        try workshop.write(InputFiles.npy([2, 4], bytes: [0, 1, 1, 1, 1, 1, 0, 0], type: "|u1"), to: "m.npy")
        let outcome = try workshop.run(
            Self.attend + ["--mask", "m.npy", "--select", "batch=1", "--save-weights", "w.npy"])
        #expect(outcome.status == 0, "\(outcome.messages)")
        let weights = try workshop.array("w.npy")
        #expect(weights.shape == [3, 4, 4])
        for row in stride(from: 0, to: 48, by: 4) {
            #expect(weights.values[row] > 0 && weights.values[row + 1] > 0)
            #expect(weights.values[row + 2] == 0 && weights.values[row + 3] == 0)
        }
        let left = try workshop.run(
            Self.attend + ["--mask", "m.npy", "--select", "batch=0", "--save-weights", "w.npy"])
        #expect(left.status == 0)
        #expect(try workshop.array("w.npy").values[0] == 0 && workshop.array("w.npy").values[1] > 0)
    }

    @Test("A shape with two readings is refused with both, and --mask-axes decides")
    func ambiguous() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 3, 2, 3, 5), to: "q.npy")
        try workshop.write(InputFiles.pattern(2, 3, 2, 4, 5), to: "k.npy")
        try workshop.write(
            InputFiles.npy([3, 4], bytes: [1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0], type: "|b1"), to: "m.npy")
        let refused = try workshop.run(Self.attend + ["--mask", "m.npy", "--select", "batch=1"])
        #expect(refused.status == 65)
        #expect(refused.messages.contains("(query, key) or (batch, key)") && refused.messages.contains("--mask-axes"))
        for (axes, expected) in [("query,key", [1, 1, 0, 0, 1, 0, 0, 1, 1, 1, 1, 0]), ("batch,key", [1, 0, 0, 1])] {
            let outcome = try workshop.run(
                Self.attend + [
                    "--mask", "m.npy", "--mask-axes", axes, "--select", "batch=1 head=0", "--save-weights", "w.npy",
                ])
            #expect(outcome.status == 0, "\(outcome.messages)")
            let kept = try workshop.array("w.npy").values.map { $0 > 0 ? 1 : 0 }
            #expect(kept == (expected.count == 4 ? expected + expected + expected : expected))
        }
        let wrong = try workshop.run(Self.attend + ["--mask", "m.npy", "--mask-axes", "head,key"])
        #expect(wrong.status == 65 && wrong.messages.contains("the axes head,key do not fit the shape (3, 4)"))
    }

    @Test("An axis of heads stays one of heads")
    func heads() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 2, 4, 5), to: "q.npy")
        try workshop.write(InputFiles.pattern(2, 2, 4, 5), to: "k.npy")
        for shape in [[2, 1, 4], [2, 4, 4]] {
            let ones = [UInt8](repeating: 1, count: shape.reduce(1, *))
            try workshop.write(InputFiles.npy(shape, bytes: ones, type: "|b1"), to: "m.npy")
            let outcome = try workshop.run(Self.attend + ["--mask", "m.npy"])
            #expect(outcome.status == 0, "\(outcome.messages)")
            #expect(try workshop.description("a.svg").contains("Head 0, Head 1"))
        }
        try workshop.write(InputFiles.npy([2, 4], bytes: [1, 1, 1, 0, 1, 1, 0, 0], type: "|b1"), to: "m.npy")
        #expect(try workshop.run(Self.attend + ["--mask", "m.npy"]).status == 0)
        #expect(try workshop.description("a.svg").contains("Batch 0, Batch 1"))
    }

    @Test("What may not be meant is noted with the option that says it right")
    func notes() throws {
        let workshop = try Workshop()
        for name in ["q.npy", "k.npy"] { try workshop.write(InputFiles.pattern(1, 3, 2), to: name) }
        let truth: [Float] = [1, 0, 0, 1, 1, 0, 1, 1, 1]
        try workshop.write(InputFiles.npy([3, 3], truth), to: "float.npy")
        try workshop.write("1,0,0\n1,1,0\n1,1,1\n", to: "float.csv")
        for file in ["float.npy", "float.csv"] {
            let bias = try workshop.run(Self.attend + ["--mask", file])
            #expect(
                bias.status == 0 && bias.messages.contains("holds only 0 and 1")
                    && bias.messages.contains("--mask-true"))
            let allowed = try workshop.run(
                Self.attend + ["--mask", file, "--mask-true", "allowed", "--save-weights", "w.npy"])
            #expect(allowed.status == 0 && allowed.messages.isEmpty, "\(allowed.messages)")
            #expect(try workshop.array("w.npy").values.map { $0 > 0 } == truth.map { $0 == 1 })
        }
        // True means "ignore": the upper triangle, so that each query's own key is masked, and the last query has none.
        let ignored: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 0]
        try workshop.write(InputFiles.npy([3, 3], bytes: ignored, type: "|b1"), to: "ignore.npy")
        let reversed = try workshop.run(Self.attend + ["--mask", "ignore.npy"])
        #expect(reversed.messages.contains("each query's own key") && reversed.messages.contains("--mask-true masked"))
        #expect(reversed.messages.contains("1 query has no key"))
        let right = try workshop.run(
            Self.attend + ["--mask", "ignore.npy", "--mask-true", "masked", "--save-weights", "w.npy"])
        #expect(right.messages.isEmpty)
        #expect(try workshop.array("w.npy").values.map { $0 > 0 } == ignored.map { $0 == 0 })
    }

    @Test("NaN and infinity in keys that are masked do not count")
    func notANumber() throws {
        let workshop = try Workshop()
        try workshop.write(InputFiles.pattern(1, 4, 2), to: "q.npy")
        let keys: [Float] = [1, 0, 0, 1, 0.5, -1, .nan, 1, .infinity, -.infinity]
        try workshop.write(InputFiles.npy([5, 2], keys), to: "k.npy")
        try workshop.write(InputFiles.npy([3, 2], Array(keys[..<6])), to: "short.npy")
        let padded = try workshop.attend("q.npy", "k.npy", ["--valid-lens", "3"])
        let short = try workshop.attend("q.npy", "short.npy")
        var kept = [Float]()
        for row in 0..<4 { kept += padded.values[row * 5..<row * 5 + 3] }
        #expect(kept == short.values)
    }

    @Test("Queries and keys with heads after positions")
    func layout() throws {
        let workshop = try Workshop()
        let (b, n, h, d) = (2, 3, 4, 2)
        let values: [Float] = (0..<b * n * h * d).map { index in
            let number: Int = (index * index * 3 + index) % 13 - 6
            return Float(number) / 4
        }
        var moved = values
        for batch in 0..<b {
            for row in 0..<n {
                for head in 0..<h {
                    for feature in 0..<d {
                        let target = ((batch * h + head) * n + row) * d + feature
                        let source = ((batch * n + row) * h + head) * d + feature
                        moved[target] = values[source]
                    }
                }
            }
        }
        try workshop.write(InputFiles.npy([b, n, h, d], values), to: "flash.npy")
        try workshop.write(InputFiles.npy([b, h, n, d], moved), to: "usual.npy")
        let select = ["--select", "batch=1"]
        let flash = try workshop.attend(
            "flash.npy", "flash.npy", ["--axes", "batch,query,head,feature", "--causal"] + select)
        let usual = try workshop.attend("usual.npy", "usual.npy", ["--causal"] + select)
        #expect(flash.shape == [h, n, n] && flash.values == usual.values)
        let outcome = try workshop.run(
            "attend", "--queries", "flash.npy", "--keys", "flash.npy", "--select", "batch=0", "-o", "a.svg")
        #expect(
            outcome.messages.contains("the axes are taken as batch, head, query, feature; --axes names them otherwise"))
        let wrong = try workshop.run(
            "attend", "--queries", "flash.npy", "--keys", "flash.npy", "--axes", "batch,feature,head,query")
        #expect(wrong.status == 64 && wrong.messages.contains("feature last"))
    }

    @Test("Whole numbers of which some are negative are a bias")
    func negative() throws {
        let workshop = try workshop()
        let bias: [Int64] = [0, 0, 0, -10_000, 0, 0, -10_000, -10_000]
        let bytes = bias.flatMap { value in withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        try workshop.write(InputFiles.npy([2, 1, 1, 4], bytes: bytes, type: "<i8"), to: "m.npy")
        try workshop.write(InputFiles.npy([2, 4], bytes: [1, 1, 1, 0, 1, 1, 0, 0], type: "|b1"), to: "am.npy")
        let part = ["--select", "batch=1"]
        let one = try workshop.run(Self.attend + ["--mask", "m.npy", "--save-weights", "w.npy"] + part)
        let other = try workshop.run(Self.attend + ["--mask", "am.npy", "--save-weights", "v.npy"] + part)
        #expect(one.status == 0 && other.status == 0)
        #expect(try workshop.data("w.npy") == workshop.data("v.npy"))
    }

    @Test("A mask may come from a pipe, which is read once for all weights of a run")
    func pipe() throws {
        let workshop = try workshop()
        try workshop.write(InputFiles.npy([2, 4], bytes: [0, 1, 1, 1, 1, 1, 0, 0], type: "|b1"), to: "m.npy")
        try workshop.write(InputFiles.npy([2, 3, 4, 4], [Float](repeating: 0.25, count: 96)), to: "w.npy")
        for command in [
            "render w.npy --select batch=1 -o a.svg", "compare w.npy w.npy", "analyze w.npy",
            "attend --queries q.npy --keys k.npy --select batch=0 -o a.svg",
        ] {
            let outcome = try workshop.shell("cat m.npy | $0 \(command) --mask /dev/stdin")
            #expect(outcome.status == 0, "\(command): \(outcome.messages)")
        }
        try workshop.write(
            InputFiles.safetensors([
                InputFiles.pattern("layer.0.query", 1, 2, 3, 4, 5), InputFiles.pattern("layer.0.key", 2, 2, 3, 4, 5),
                InputFiles.pattern("layer.1.query", 3, 2, 3, 4, 5), InputFiles.pattern("layer.1.key", 4, 2, 3, 4, 5),
            ]), to: "r.safetensors")
        let record = try workshop.shell("cat m.npy | $0 attend r.safetensors --mask /dev/stdin -o a.svg")
        #expect(record.status == 0, "\(record.messages)")
    }
}
