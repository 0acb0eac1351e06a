import Support
import Testing

@testable import TensorFiles

@Suite struct DecimalNumberTests {
    private func parse(_ text: String) -> Float? {
        let bytes = Array("x\(text)y".utf8)
        return DecimalNumber.float(bytes, 1..<bytes.count - 1)
    }

    @Test(arguments: [
        "0", "-0", "1", "-1", "+1", "0.5", ".5", "5.", "1e3", "1E-3", "1e+3", "0.1", "0.30000001192092896", "16777217",
        "16777219", "3.4028235e38", "3.4028236e38", "1e39", "-1e400", "1e-45", "1.4e-45", "7e-46", "1e-400",
        "1.401298464324817e-45", "0.000000000000000000000000000000000000011754944", "123456789012345678901234567890",
        "9.999999999999999999999e22", "1.00000005960464477539062500000", "1.00000005960464477539062500001",
        "2.718281828459045090e+00", "1.234567890123456789e-05", "0e99999999999999999999", "1e99999999999999999999",
        "1e-99999999999999999999",
    ]) func givesTheNearestFloat(text: String) throws {
        let expected = try #require(Float(text))
        #expect(try #require(parse(text)).bitPattern == expected.bitPattern)
    }

    @Test(arguments: [
        "", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1,5", "1 ", " 1", "--1", "nane", "infi", "1\0", "é",
    ])
    func refusesWhatIsNoNumber(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func readsNaNAndInfinities() {
        #expect(parse("NaN")?.isNaN == true)
        #expect(parse("-nan")?.isNaN == true)
        #expect(parse("Inf") == .infinity)
        #expect(parse("-Infinity") == -.infinity)
    }

    /// Digits beyond what decides, leading zeros, and numbers between two floats.
    @Test func agreesWithTheStandardLibrary() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let bits = UInt32(truncatingIfNeeded: generator.next())
            let value = Double(Float(bitPattern: bits))
            guard value.isFinite else { continue }
            let middle = (value + Double(Float(bitPattern: bits).nextUp)) / 2
            for text in [
                "\(Float(bitPattern: bits))", "\(value)", "\(middle)", "\(middle.nextUp)", "\(middle.nextDown)",
            ] {
                let isSame = parse(text)?.bitPattern == Float(text)?.bitPattern
                if !isSame { Issue.record("\(text) became \(String(describing: parse(text)))") }
            }
        }
    }
}
