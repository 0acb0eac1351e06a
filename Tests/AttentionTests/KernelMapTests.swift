import Tensors
import Testing

@testable import Attention

struct KernelMapTests {
    static let instructionSets = InstructionSet.allCases.filter { $0 != .best && $0.isAvailable }

    static func masks(queries: Int, keys: Int) -> [(String, AttentionMask)] {
        let lengths = (0..<queries).map { $0 * 7 % (keys + 2) }
        return [
            ("no mask", .none),
            ("causal", .causal), ("causal later", .causal(offset: 9)), ("causal earlier", .causal(offset: -3)),
            ("window later", .window(width: 20, offset: 11)), ("window beyond", .window(width: 4, offset: 1 << 39)),
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
    func agreesWithTheReference(size: (Int, Int), features: Int) throws {
        for (name, mask) in Self.masks(queries: size.0, keys: size.1) {
            let map = KernelMapCase(queries: size.0, keys: size.1, features: features, mask: mask, maskName: name)
            try map.expectAgreement()
        }
    }

    @Test(arguments: [1, 3, 17, 32, 64, 100, 128])
    func everyInstructionSetAgrees(features: Int) throws {
        for (name, mask) in Self.masks(queries: 70, keys: 101) {
            var map = KernelMapCase(queries: 70, keys: 101, features: features, mask: mask, maskName: name)
            try map.expectAgreement(instructions: Self.instructionSets)
            (map.rule, map.size) = (.mean, CellSize(queries: 10, keys: 7))
            try map.expectAgreement(instructions: Self.instructionSets)
        }
    }

    @Test(arguments: PoolingRule.allCases, [1, 3, 40, 97, 1000])
    func cellsPoolTheWeights(rule: PoolingRule, factor: Int) throws {
        for (name, mask) in Self.masks(queries: 101, keys: 130) {
            var map = KernelMapCase(queries: 101, keys: 130, features: 5, mask: mask, maskName: name)
            (map.rule, map.size) = (rule, CellSize(queries: factor, keys: factor))
            try map.expectAgreement()
            (map.rule, map.size) = (rule, CellSize(queries: factor, keys: 31))
            try map.expectAgreement()
        }
    }

    @Test(arguments: [2, 3, 7], [AttentionMask.none, .causal, .window(width: 100)])
    func threadsChangeNoBit(threads: Int, mask: AttentionMask) throws {
        // Several items of work, whose cells meet inside one row of cells.
        var map = KernelMapCase(queries: 700, keys: 400, features: 15, mask: mask)
        for rule in PoolingRule.allCases {
            for factors in [(30, 7), (300, 200)] {
                (map.rule, map.size) = (rule, CellSize(queries: factors.0, keys: factors.1))
                for instructions in Self.instructionSets {
                    let one = try map.kernel(threads: 1, instructions: instructions)
                    let several = try map.kernel(threads: threads, instructions: instructions)
                    #expect(one == several)
                }
            }
        }
    }

    @Test func allProcessorsAreTheDefault() throws {
        let (queries, keys) = try KernelMapCase(queries: 300, keys: 300, features: 64).operands()
        let one = try #require(KernelMap(score: ScaledDotProductScore(), threads: 1))
        let all = try #require(KernelMap(score: ScaledDotProductScore()))
        #expect(try all(queries: queries, keys: keys) == one(queries: queries, keys: keys))
    }

    @Test func longRowsOfWorkAgree() throws {
        var map = KernelMapCase(queries: 600, keys: 1100, features: 3, mask: .causal)
        (map.rule, map.size) = (.mean, CellSize(queries: 41, keys: 53))
        try map.expectAgreement()
        (map.rule, map.size) = (.maximum, CellSize(queries: 500, keys: 1))
        try map.expectAgreement()
    }

    @Test func unscaledAndScaledScores() throws {
        var map = KernelMapCase(queries: 40, keys: 110, features: 8)
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
        let result = try SoftAttention(score: DotProductScore())(
            queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis())
        #expect(result.scores.elements.contains { abs($0) > 1e4 })
        var map = try #require(KernelMap(score: DotProductScore(), threads: 1))
        map.instructions = instructions
        let found = try map(queries: queries, keys: keys)
        #expect(largestDifference(found.values.elements, result.weights.elements) <= 1e-6)
    }

    /// Each key beats all before it by far more than a float's range of exponents: the reference must follow.
    @Test(arguments: instructionSets)
    func growingScoresMoveTheReference(instructions: InstructionSet) throws {
        let count = 500
        for step in [Float(0.01), 0.7, 20, 400] {
            let queries = try Tensor(repeating: 1, shape: [3, 1])
            let keys = try Tensor(shape: [count, 1], elements: (0..<count).map { Float($0) * step })
            let dense = try SoftAttention(score: DotProductScore())(
                queries: queries.addingLeadingAxis(), keys: keys.addingLeadingAxis())
            for rule in PoolingRule.allCases {
                var map = try #require(KernelMap(score: DotProductScore(), rule: rule, threads: 1))
                map.instructions = instructions
                let found = try map(queries: queries, keys: keys)
                #expect(largestDifference(found.values.elements, dense.weights.elements) <= 1e-6)
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
            var map = KernelMapCase(queries: 100, keys: 151, features: 6, mask: mask, maskName: name)
            map.crop = crop
            try map.expectAgreement()
            (map.rule, map.size) = (.mean, CellSize(queries: 4, keys: 9))
            try map.expectAgreement()
        }
    }

    @Test func weightsOfACropAreThoseOfTheWholeMap() throws {
        var map = KernelMapCase(queries: 90, keys: 110, features: 8)
        let whole = try map.kernel()
        map.crop = AttentionCrop(queries: 10..<12, keys: 100..<103)
        let crop = try map.kernel()
        #expect(crop.values.shape.dimensions == [2, 3])
        #expect(crop.grid == CellGrid(queries: 2, keys: 3))
        for (row, query) in (10..<12).enumerated() {
            for (column, key) in (100..<103).enumerated() {
                #expect(abs(crop.values[row, column] - whole.values[query, key]) < 1e-7)
            }
        }
    }
}
