import Attention
import Tensors
import Testing

/// Which cells each kind of mask covers, and which shapes it refuses.
struct AttentionMaskTests {
    /// One line per row of scores: x is masked.
    private func drawing(_ mask: AttentionMask, over shape: [Int]) throws -> [String] {
        let masked = try #require(MaskedSoftmax(mask: mask)(Tensor(repeating: 0, shape: shape)).masked)
        #expect(masked.shape.dimensions == shape)
        let keys = shape[shape.count - 1]
        return stride(from: 0, to: masked.elements.count, by: keys).map { start in
            masked.elements[start..<start + keys].map { $0 ? "x" : "." }.joined()
        }
    }

    @Test func noMaskHasNoCells() throws {
        #expect(try MaskedSoftmax()(Tensor(repeating: 0, shape: [1, 1, 2])).masked == nil)
    }

    @Test func validLengthsKeepTheFirstKeys() throws {
        #expect(try drawing(.validLengths([1, 7]), over: [2, 2, 3]) == [".xx", ".xx", "...", "..."])
        #expect(
            try drawing(.validLengthsPerQuery([[0, 1], [2, 3]]), over: [2, 2, 3]) == ["xxx", ".xx", "..x", "..."])
    }

    @Test func causalIsAlignedAtTheFirstQueryAndKey() throws {
        #expect(try drawing(.causal, over: [1, 3, 4]) == [".xxx", "..xx", "...x"])
        #expect(try drawing(.causal, over: [1, 3, 2]) == [".x", "..", ".."])
    }

    @Test func aWindowKeepsNearKeys() throws {
        #expect(try drawing(.window(width: 1), over: [1, 3, 4]) == [".xxx", "x.xx", "xx.x"])
        #expect(try drawing(.window(width: 2), over: [1, 3, 4]) == ["..xx", "...x", "x..."])
        #expect(throws: AttentionError.windowWidth(0)) { _ = try drawing(.window(width: 0), over: [1, 2, 2]) }
    }

    @Test func masksTogetherKeepWhatEachKeeps() throws {
        let sliding = AttentionMask.all([.causal, .window(width: 2), .validLengths([2])])
        #expect(try drawing(sliding, over: [1, 4, 4]) == [".xxx", "..xx", "x.xx", "xxxx"])
        #expect(try MaskedSoftmax(mask: .all([]))(Tensor(repeating: 0, shape: [1, 1, 2])).masked == nil)
    }

    @Test func biasesOfSeveralMasksAddUp() throws {
        let bias = try Tensor(shape: [1, 2], elements: [1, 2])
        let scores = try Tensor(repeating: 0, shape: [1, 1, 2])
        let twice = try MaskedSoftmax(mask: .all([.additive(bias), .additive(bias)]))(scores).weights
        let doubled = try MaskedSoftmax(mask: .additive(bias.map { 2 * $0 }))(scores).weights
        #expect(twice == doubled)
    }

    @Test func cellsRepeatOverTheLeadingAxes() throws {
        let shared = try BooleanTensor(shape: [2, 2], elements: [true, false, true, true])
        #expect(try drawing(.boolean(shared, axes: ["query", "key"]), over: [2, 2, 2]) == [".x", "..", ".x", ".."])
        let perBatch = try BooleanTensor(shape: [2, 1, 2], elements: [true, false, false, true])
        #expect(try drawing(.boolean(perBatch), over: [2, 3, 1, 2]) == [".x", ".x", ".x", "x.", "x.", "x."])
        let perHead = try BooleanTensor(shape: [1, 2, 1, 2], elements: [true, false, false, true])
        #expect(try drawing(.boolean(perHead), over: [1, 2, 1, 2]) == [".x", "x."])
    }

    @Test func validLengthsApplyToEveryHead() throws {
        #expect(try drawing(.validLengths([1, 2]), over: [2, 2, 1, 2]) == [".x", ".x", "..", ".."])
    }

    @Test func additiveMasksWhereItIsAsNegativeAsModelsWriteMasks() throws {
        let bias = try Tensor(shape: [1, 4], elements: [-Float.greatestFiniteMagnitude, -.infinity, 0, -65504])
        #expect(try drawing(.additive(bias), over: [2, 1, 4]) == ["xx.x", "xx.x"])
        // The largest of float32, float16 and bfloat16 with another sign, -10,000 in these types, and -1e9; a row without any
        // other key has no key.
        for value: Float in [-3.4028235e38, -65504, -3.3895314e38, -10_000, -9984, -1e9, -.infinity] {
            let alone = try Tensor(shape: [1, 2], elements: [value, -.infinity])
            #expect(try drawing(.additive(alone), over: [1, 1, 2]) == ["xx"])
            let weights = try MaskedSoftmax(mask: .additive(alone))(Tensor(repeating: 0, shape: [1, 1, 2]))
            #expect(weights.weights.elements == [0, 0] && weights.deadRows.count == 1)
        }
        let mild = try Tensor(shape: [1, 2], elements: [-500, 0])
        #expect(try drawing(.additive(mild), over: [1, 1, 2]) == [".."])
    }

    @Test func maskedKeysWithWeightsAreNoMaskedCells() throws {
        let rows = try MaskedSoftmax(mask: .validLengths([0]), fill: .largeNegative)(
            Tensor(repeating: 1, shape: [1, 1, 2]))
        #expect(rows.masked?.elements == [true, true])
        #expect(rows.weights.elements == [0.5, 0.5])
        #expect(rows.maskedCells?.elements == [false, false])
    }

    @Test func additiveBiasMovesTheWeights() throws {
        let bias = try Tensor(shape: [1, 1, 2], elements: [0, 1])
        let weights = try MaskedSoftmax(mask: .additive(bias))(Tensor(repeating: 5, shape: [1, 1, 2])).weights
        #expect(abs(weights.elements[1] - 0.7310586) < 1e-6)
    }

    static let misfits: [(AttentionMask, AttentionError)] = {
        guard
            let square = try? BooleanTensor(shape: [2, 2], elements: [true, true, true, true]),
            let bias = try? Tensor(repeating: 0, shape: [4, 2, 3])
        else { return [] }
        return [
            (.validLengths([1]), .maskMismatch(mask: .validLengths, allowed: [[2]], found: [1])),
            (.validLengths([1, -3]), .negativeValidLength(-3, index: [1])),
            (
                .validLengthsPerQuery([[1, 1]]),
                .maskMismatch(mask: .validLengths, allowed: [[2, 2]], found: [1, 2])
            ),
            (.validLengthsPerQuery([[1, 1], [1]]), .validLengthCountMismatch(batch: 1, expected: 2, found: 1)),
            (.validLengthsPerQuery([[1, 1], [1, -1]]), .negativeValidLength(-1, index: [1, 1])),
            (
                .boolean(square),
                .maskMismatch(mask: .booleanMask, allowed: [[2, 3], [2, 2, 3], [2, 3]], found: [2, 2])
            ),
            (
                .additive(bias),
                .maskMismatch(mask: .additiveMask, allowed: [[2, 3], [2, 2, 3], [2, 3]], found: [4, 2, 3])
            ),
        ]
    }()

    @Test(arguments: misfits)
    func misfitIsRefused(mask: AttentionMask, error: AttentionError) throws {
        let scores = try Tensor(repeating: 0, shape: [2, 2, 3])
        #expect(throws: error) { _ = try MaskedSoftmax(mask: mask)(scores) }
    }

    @Test func everyMisfitIsTested() {
        #expect(Self.misfits.count == 7 && MaskedSoftmaxTests.masks.count == 6)
    }
}
