import Testing

@testable import Heatmaps

struct NumberTextTests {
    @Test func minusIsAMinusSign() {
        #expect(NumberText.fixed(-0.25, decimals: 2) == "\u{2212}0.25")
        #expect(NumberText.scientific(-2.5e-7, decimals: 1) == "\u{2212}2.5e\u{2212}07")
        #expect(NumberText.general(-1234.5) == "\u{2212}1234")
    }

    @Test func zeroHasNoSign() {
        #expect(NumberText.fixed(-0.0, decimals: 1) == "0.0")
        #expect(NumberText.fixed(-0.004, decimals: 2) == "0.00")
        #expect(NumberText.fixed(-0.004, decimals: 3) == "\u{2212}0.004")
    }

    @Test func generalHasNoTrailingZeros() {
        #expect(NumberText.general(0.5) == "0.5")
        #expect(NumberText.general(0.123456) == "0.1235")
        #expect(NumberText.general(1e30) == "1e+30")
    }
}
