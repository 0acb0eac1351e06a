import Attention
import Tensors
import Testing

struct AttentionStatisticsTests {
    @Test(arguments: try HeadStatisticsFixture.load().statistics)
    func agreesWithNumPy(_ problem: HeadStatisticsFixture.Case) throws {
        let weights = try problem.weights.tensor
        let statistics = try AttentionStatistics(weights, separators: problem.separators)
        #expect(statistics.leadingShape == Array(weights.shape.dimensions.dropLast(2)))
        #expect(statistics.heads.count == problem.heads.count)
        for (head, expected) in zip(statistics.heads, problem.heads) {
            for metric in HeadMetric.allCases {
                let found = try #require(head[metric])
                if let value = try #require(expected[metric.rawValue]) {
                    #expect(abs(found - value) <= 1e-12, "\(metric.rawValue): \(found), expected \(value)")
                } else {
                    #expect(found.isNaN, "\(metric.rawValue)")
                }
            }
        }
    }

    @Test func rowsThatAreNoDistributionAreCounted() throws {
        let rows: [Float] = [0.5, 0.5, 0, 0, .nan, 1]
        let head = try #require(try AttentionStatistics(Tensor(shape: [3, 2], elements: rows)).heads.first)
        #expect(head.skippedQueries == 2)
        #expect(head.largestRowError == 0)
        let short = try AttentionStatistics(Tensor(shape: [2, 2], elements: [0.5, 0.25, 0.5, 0.5]))
        #expect(short.heads[0].largestRowError == 0.25)
    }

    @Test func separatorsAreMeasuredOnRequestOnly() throws {
        let weights = try Tensor(shape: [2, 2], elements: [0.25, 0.75, 1, 0])
        #expect(try AttentionStatistics(weights).values(of: .separators) == nil)
        #expect(try AttentionStatistics(weights, separators: []).values(of: .separators) == [0])
        #expect(try AttentionStatistics(weights, separators: [1]).values(of: .separators) == [0.375])
        #expect(throws: AttentionError.noSuchKey(2, keys: 2)) {
            _ = try AttentionStatistics(weights, separators: [0, 2])
        }
    }

    @Test func aPartOfTheTokensKeepsItsPositions() throws {
        // Queries 4 and 5 of a text, keys 3, 4 and 5: each query attends to the token before it.
        let weights = try Tensor(shape: [2, 3], elements: [0.9, 0.1, 0, 0, 0.8, 0.2])
        let head = try AttentionStatistics(weights, queryPositions: [4, 5], keyPositions: [3, 4, 5]).heads[0]
        #expect(abs(head.previous - 0.85) < 1e-7)
        #expect(abs(head.diagonal - 0.15) < 1e-7)
        #expect(abs(head.meanDistance - 0.85) < 1e-7)
        #expect(head.next == 0)
    }

    @Test func whatIsNoWeightIsRefused() throws {
        let scores = try Tensor(shape: [2, 2, 2], elements: [0, 1, 1, 0, 0, 1, -0.5, 1])
        #expect(throws: AttentionError.notAWeight(operand: .weights, index: [1, 1, 0], found: -0.5)) {
            _ = try AttentionStatistics(scores)
        }
        let infinite = try Tensor(shape: [1, 2], elements: [0, .infinity])
        #expect(throws: AttentionError.notAWeight(operand: .weights, index: [0, 1], found: .infinity)) {
            _ = try AttentionStatistics(infinite)
        }
        #expect(throws: AttentionError.emptyAxis(operand: .weights, of: "weight", found: [2, 0, 3])) {
            _ = try AttentionStatistics(Tensor(shape: [2, 0, 3], elements: []))
        }
        #expect(throws: AttentionError.self) { _ = try AttentionStatistics(Tensor(shape: [2], elements: [1, 0])) }
    }
}
