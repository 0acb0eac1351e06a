import Tensors
import Testing

@testable import Attention

/// Measures of rows in parts, merged, are equal to those of all rows.
struct MeasuresInPartsTests {
    /// (30, 20): a row without keys, a row of NaN, and otherwise weights that sum to 1.
    private static func weights(isMasked: Bool) throws -> TensorRows {
        var generator = TorchGenerator(seed: 12)
        var scores = try generator.normal([1, 30, 20]).map { 3 * $0 }
        if !isMasked { scores[0, 17, 4] = .nan }
        let mask = AttentionMask.validLengthsPerQuery([(0..<30).map { $0 * 5 % 21 }])
        let result = try MaskedSoftmax(mask: isMasked ? mask : .none)(scores)
        return TensorRows(
            result.weights.slice(0), masked: result.masked?.slice(0), axes: WeightAxes(queryCount: 30, keyCount: 20))
    }

    /// The merged result of consumers for each of the parts between these ends, which get blocks of `height` rows.
    private static func consume<Consumer: RowConsumer>(
        _ rows: any WeightRows, ends: [Int], height: Int, _ new: () -> Consumer
    ) throws -> Consumer {
        var result = new()
        var start = 0
        for end in ends + [rows.axes.queryCount] {
            var part = new()
            for first in stride(from: start, to: end, by: height) {
                try rows.withRows(first..<min(first + height, end), of: 0) { try part.add($0) }
            }
            if start == 0 { result = part } else { result.append(part) }
            start = end
        }
        return result
    }

    private static let parts: [([Int], Int)] = [
        ([7], 100), ([1, 2, 3, 29], 1), ([10, 20], 3), ([], 4), ([15, 15], 2),
    ]

    @Test(arguments: [true, false])
    func headsAreMeasuredInParts(isMasked: Bool) throws {
        let rows = try Self.weights(isMasked: isMasked)
        let positions = HeadPositions(queries: Array(5..<35), keys: Array(0..<20), separators: [2, 19])
        func measure(_ ends: [Int], _ height: Int) throws -> HeadStatistics {
            try Self.consume(rows, ends: ends, height: height) { HeadMeter(positions, leading: []) }.statistics
        }
        let whole = try measure([], 30)
        #expect(whole.skippedQueries == (isMasked ? 2 : 1))
        for (ends, height) in Self.parts {
            let found = try measure(ends, height)
            for metric in HeadMetric.allCases {
                let (value, expected) = (try #require(found[metric]), try #require(whole[metric]))
                #expect(abs(value - expected) <= 1e-12, "\(metric)")
            }
            #expect(abs(found.largestEntropy - whole.largestEntropy) <= 1e-12)
            #expect(found.skippedQueries == whole.skippedQueries && found.largestRowError == whole.largestRowError)
            #expect(found.pattern == whole.pattern)
        }
    }

    @Test func marginalsAreMeasuredInParts() throws {
        let rows = try Self.weights(isMasked: true)
        func measure(_ ends: [Int], _ height: Int) throws -> AttentionMarginals {
            try Self.consume(rows, ends: ends, height: height) { AttentionMarginals(rows.axes, matrix: 0) }
        }
        let whole = try measure([], 30)
        #expect(whole.received.count == 20 && whole.entropy.count == 30)
        for (ends, height) in Self.parts {
            let found = try measure(ends, height)
            #expect(found.entropy == whole.entropy)
            #expect(zip(found.received, whole.received).allSatisfy { abs($0 - $1) <= 1e-15 })
        }
    }

    @Test func marginalsFollowTheirDefinition() throws {
        let weights = try Tensor(shape: [2, 2, 3], elements: [0, 0, 0, 0, 0, 0, 0.5, 0.25, 0.25, 0.9, 1, 0])
        let mask = try BooleanTensor(
            shape: [2, 2, 3], elements: [Bool](repeating: false, count: 9) + [true, false, false])
        let rows = TensorRows(weights, masked: mask, axes: try WeightAxes(customary: [2, 2, 3]))
        let found = try RowPass().run(over: rows) { AttentionMarginals(rows.axes, matrix: $0) }
        #expect(found[0].received == [0, 0, 0] && found[0].entropy == [0, 0])
        #expect(found[1].received == [0.25, 0.625, 0.125])
        #expect(abs(found[1].entropy[0] - 1.0397207708399179) < 1e-15 && found[1].entropy[1] == 0)
        for value in [Float.nan, -0.25, .infinity] {
            let bad = TensorRows(
                try Tensor(shape: [2, 1, 2], elements: [0, 1, 0, value]), axes: try WeightAxes(customary: [2, 1, 2]))
            #expect {
                _ = try RowPass().run(over: bad) { AttentionMarginals(bad.axes, matrix: $0) }
            } throws: { error in
                guard case .notAWeight(.weights, [1, 0, 1], let found)? = error as? AttentionError else { return false }
                return found == value || found.isNaN && value.isNaN
            }
        }
    }

    @Test(arguments: [true, false])
    func surveysAreMadeInParts(isMasked: Bool) throws {
        var rows = try Self.weights(isMasked: isMasked)
        if !isMasked { rows = TensorRows(try Self.rowsOfOne(), axes: rows.axes) }
        func survey(_ ends: [Int], _ height: Int) throws -> AttentionSurvey {
            try Self.consume(rows, ends: ends, height: height) { AttentionSurvey(keys: 20) }
        }
        let whole = try survey([], 30)
        #expect(whole.looksLikeAttention && !whole.hasOtherRows && !whole.hasColumnsOfOne)
        #expect(whole.rowCount == (isMasked ? 28 : 30))
        for (ends, height) in Self.parts {
            let found = try survey(ends, height)
            #expect(found.looksLikeAttention && !found.hasOtherRows && !found.hasColumnsOfOne)
            #expect(found.rowCount == whole.rowCount && abs(found.firstKeySum - whole.firstKeySum) <= 1e-12)
        }
    }

    private static func rowsOfOne() throws -> Tensor {
        var generator = TorchGenerator(seed: 3)
        return try MaskedSoftmax()(generator.normal([1, 30, 20])).weights.slice(0)
    }

    private static func survey(_ shape: [Int], _ elements: [Float], masked: [Bool]? = nil) throws -> AttentionSurvey {
        let rows = TensorRows(
            try Tensor(shape: shape, elements: elements),
            masked: try masked.map { try BooleanTensor(shape: shape, elements: $0) },
            axes: try WeightAxes(customary: shape))
        return try consume(rows, ends: [], height: 1) { AttentionSurvey(keys: shape[1]) }
    }

    @Test func whatIsNoAttentionIsSeen() throws {
        #expect(try Self.survey([1, 3], [0.2, 0.3, 0.5]).looksLikeAttention)
        #expect(try Self.survey([1, 3], [0.2, 0.3, 0.5005]).looksLikeAttention)
        for (row, isOther) in [
            ([0.2, 0.3, 0.6], true), ([-0.5, 0.5, 1], false), ([.nan, 0.5, 0.5], true), ([0, 0, 0], false),
            ([1, .infinity, 0], true),
        ] as [([Float], Bool)] {
            let found = try Self.survey([2, 3], [0.2, 0.3, 0.5] + row)
            #expect(!found.looksLikeAttention && found.hasOtherRows == isOther, "\(row)")
        }
    }

    /// The vectorised sums see each key of a long row.
    @Test(arguments: [1, 7, 8, 9, 1023, 1024, 1025, 2055])
    func everyKeyOfALongRowCounts(keys: Int) throws {
        let even = [Float](repeating: 1 / Float(keys), count: keys)
        #expect(try Self.survey([1, keys], even).looksLikeAttention)
        for key in Set([0, keys / 2, keys - 1, max(0, keys - 8)]) {
            for value in [Float.nan, -0.25, 3] {
                var row = even
                row[key] = value
                #expect(try !Self.survey([1, keys], row).looksLikeAttention, "key \(key): \(value)")
            }
        }
    }

    @Test func maskedKeysDoNotCount() throws {
        let found = try Self.survey(
            [3, 2], [7, 1, 0.5, 0.5, .nan, 9], masked: [true, false, false, false, true, true])
        #expect(found.looksLikeAttention && found.rowCount == 2 && found.firstKeySum == 0.5)
    }

    @Test func columnsOfOneAreSeen() throws {
        let transposed: [Float] = [0.75, 0.5, 0.25, 0.25, 0.5, 0.75]
        let found = try Self.survey([2, 3], transposed)
        #expect(found.hasColumnsOfOne && found.hasOtherRows)
        let sums = try Self.consume(
            TensorRows(Tensor(shape: [2, 3], elements: transposed), axes: WeightAxes(queryCount: 2, keyCount: 3)),
            ends: [1], height: 1
        ) { ColumnSums(keys: 3) }
        #expect(sums.sums == [1, 1, 1] && sums.areOne)
    }
}
