import Tensors
import Testing

@testable import Attention

struct StreamingAttentionMapTests {
    static let instructionSets = InstructionSet.allCases.filter { $0 != .best && $0.isAvailable }

    static func masks(queries: Int, keys: Int) -> [(String, AttentionMask)] {
        let lengths = (0..<queries).map { $0 * 7 % (keys + 2) }
        return [
            ("no mask", .none),
            ("causal", .causal),
            ("a length", .validLengths([keys * 2 / 3])),
            ("a length beyond the keys", .validLengths([keys + 5])),
            ("no key", .validLengths([0])),
            ("lengths", .validLengthsPerQuery([lengths])),
            ("window", .window(width: 20)),
            ("causal window", .all([.causal, .window(width: 5)])),
            (
                "all",
                .all([.causal, .window(width: 130), .validLengths([keys / 2 + 1]), .validLengthsPerQuery([lengths])])
            ),
        ]
    }

    /// Around one query, a group of lanes, a tile of keys, a chunk and a block; more queries than keys and fewer.
    static let sizes = [
        (1, 1), (2, 5), (7, 1), (63, 95), (64, 96), (65, 97), (130, 203), (300, 40), (33, 300), (290, 301),
    ]

    @Test(arguments: sizes, [2, 33])
    func agreesWithTheDenseEngine(size: (Int, Int), features: Int) throws {
        for (name, mask) in Self.masks(queries: size.0, keys: size.1) {
            let map = StreamingCase(queries: size.0, keys: size.1, features: features, mask: mask, maskName: name)
            try map.expectAgreement()
        }
    }

    @Test(arguments: [1, 3, 17, 32, 64, 100, 128])
    func everyInstructionSetAgrees(features: Int) throws {
        for (name, mask) in Self.masks(queries: 70, keys: 101) {
            var map = StreamingCase(queries: 70, keys: 101, features: features, mask: mask, maskName: name)
            try map.expectAgreement(instructions: Self.instructionSets)
            map.pooling = try CellPooling(.mean, size: .factors(queries: 10, keys: 7))
            try map.expectAgreement(instructions: Self.instructionSets)
        }
    }

    @Test(arguments: CellPooling.Rule.allCases, [1, 3, 40, 97, 1000])
    func cellsPoolTheDenseWeights(rule: CellPooling.Rule, factor: Int) throws {
        for (name, mask) in Self.masks(queries: 101, keys: 130) {
            var map = StreamingCase(queries: 101, keys: 130, features: 5, mask: mask, maskName: name)
            map.pooling = try CellPooling(rule, size: .factors(queries: factor, keys: factor))
            try map.expectAgreement()
            map.pooling = try CellPooling(rule, size: .factors(queries: factor, keys: 31))
            try map.expectAgreement()
        }
    }

    @Test(arguments: CellPooling.Rule.allCases)
    func pixelsOfAboutTheAskedNumber(rule: CellPooling.Rule) throws {
        var map = StreamingCase(queries: 130, keys: 65, features: 4)
        map.pooling = try CellPooling(rule, size: .atMost(60))
        let pooled = try map.streamed()
        #expect(pooled.queriesPerCell == 3 && pooled.keysPerCell == 2)
        #expect(pooled.values.shape.dimensions == [44, 33])
        try map.expectAgreement()
        map.pooling = CellPooling(rule)
        #expect(try map.streamed().values.shape.dimensions == [130, 65])
    }

    @Test(arguments: [2, 3, 7], [AttentionMask.none, .causal, .window(width: 100)])
    func threadsChangeNoBit(threads: Int, mask: AttentionMask) throws {
        // Several items of work, whose cells meet inside one row of cells.
        var map = StreamingCase(queries: 700, keys: 400, features: 15, mask: mask)
        for rule in CellPooling.Rule.allCases {
            for factors in [(30, 7), (300, 200)] {
                map.pooling = try CellPooling(rule, size: .factors(queries: factors.0, keys: factors.1))
                for instructions in Self.instructionSets {
                    let one = try map.streamed(threads: 1, instructions: instructions)
                    let several = try map.streamed(threads: threads, instructions: instructions)
                    #expect(one == several)
                }
            }
        }
    }

    @Test func allProcessorsAreTheDefault() throws {
        let (queries, keys) = try StreamingCase(queries: 300, keys: 300, features: 64).operands()
        let one = try StreamingAttentionMap(threads: 1)(queries: queries, keys: keys)
        #expect(try StreamingAttentionMap()(queries: queries, keys: keys) == one)
    }

    @Test func longRowsOfWorkAgree() throws {
        var map = StreamingCase(queries: 600, keys: 1100, features: 3, mask: .causal)
        map.pooling = try CellPooling(.mean, size: .factors(queries: 41, keys: 53))
        try map.expectAgreement()
        map.pooling = try CellPooling(.maximum, size: .factors(queries: 500, keys: 1))
        try map.expectAgreement()
    }

    @Test func unscaledAndScaledScores() throws {
        var map = StreamingCase(queries: 40, keys: 110, features: 8)
        for score in [
            DotProductScore() as any ScoringFunction, ScaledDotProductScore(scale: 0.25),
            ScaledDotProductScore(scale: -0.5),
            ScaledDotProductScore(scale: 0),
        ] {
            map.score = score
            try map.expectAgreement(tolerance: 2e-6)
        }
    }

    /// Whole numbers have exact products, so that both ways see the same scores however large they are.
    @Test(arguments: instructionSets)
    func extremeScoresStayExact(instructions: InstructionSet) throws {
        let (count, features) = (250, 4)
        func rows(_ factor: Int) throws -> Tensor {
            let elements = (0..<count * features).map { Float(2 * (($0 * factor) % 101) - 100) }
            return try Tensor(shape: [count, features], elements: elements)
        }
        let (queries, keys) = try (rows(37), rows(53))
        let result = try AttentionPooling(score: DotProductScore())(
            queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis())
        #expect(result.scores.elements.contains { abs($0) > 1e4 })
        var map = try StreamingAttentionMap(score: DotProductScore(), threads: 1)
        map.instructions = instructions
        let streamed = try map(queries: queries, keys: keys)
        #expect(largestDifference(streamed.values.elements, result.weights.elements) <= 1e-6)
    }

    /// Each key beats all before it by far more than a float's range of exponents: the reference must follow.
    @Test(arguments: instructionSets)
    func growingScoresMoveTheReference(instructions: InstructionSet) throws {
        let count = 500
        for step in [Float(0.01), 0.7, 20, 400] {
            let queries = try Tensor(repeating: 1, shape: [3, 1])
            let keys = try Tensor(shape: [count, 1], elements: (0..<count).map { Float($0) * step })
            let dense = try AttentionPooling(score: DotProductScore())(
                queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis())
            for rule in CellPooling.Rule.allCases {
                let pooling = try CellPooling(rule, size: .factors(queries: 1, keys: 1))
                var map = try StreamingAttentionMap(score: DotProductScore(), pooling: pooling, threads: 1)
                map.instructions = instructions
                let streamed = try map(queries: queries, keys: keys)
                #expect(largestDifference(streamed.values.elements, dense.weights.elements) <= 1e-6)
            }
        }
    }

    @Test(arguments: [
        AttentionCrop(queries: 0..<1, keys: 0..<1), AttentionCrop(queries: 30..<93, keys: 25..<125),
        AttentionCrop(queries: 99..<100), AttentionCrop(keys: 96..<97), AttentionCrop(keys: 150..<151),
        AttentionCrop(queries: 60..<70, keys: 90..<100),
    ])
    func cropsAreCutFromTheWholeMap(crop: AttentionCrop) throws {
        for (name, mask) in Self.masks(queries: 100, keys: 151) {
            var map = StreamingCase(queries: 100, keys: 151, features: 6, mask: mask, maskName: name)
            map.crop = crop
            try map.expectAgreement()
            map.pooling = try CellPooling(.mean, size: .factors(queries: 4, keys: 9))
            try map.expectAgreement()
        }
    }

    @Test func weightsOfACropAreThoseOfTheWholeMap() throws {
        var map = StreamingCase(queries: 90, keys: 110, features: 8)
        let whole = try map.streamed()
        map.crop = AttentionCrop(queries: 10..<12, keys: 100..<103)
        let crop = try map.streamed()
        #expect(crop.values.shape.dimensions == [2, 3])
        #expect(crop.queries == 10..<12 && crop.keys == 100..<103)
        for (row, query) in (10..<12).enumerated() {
            for (column, key) in (100..<103).enumerated() {
                #expect(abs(crop.values[row, column] - whole.values[query, key]) < 1e-7)
            }
        }
    }
}
