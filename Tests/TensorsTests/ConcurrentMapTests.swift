import Testing

@testable import Tensors

struct ConcurrentMapTests {
    @Test(arguments: [nil, 1, 2, 3, 7, 100] as [Int?])
    func resultsAreInOrder(threads: Int?) {
        for count in [0, 1, 2, 5, 64] {
            #expect(concurrentMap(count, threads: threads) { "\($0 * $0)" } == (0..<count).map { "\($0 * $0)" })
        }
    }

    @Test func partsMayBeCutAgain() {
        let sums = concurrentMap(9) { part in concurrentMap(100) { $0 * part }.reduce(0, +) }
        #expect(sums == (0..<9).map { 4950 * $0 })
    }
}
