import Testing

@testable import Heatmaps

struct ColorScaleTests {
    @Test func aShareOfTheRangeTakesItsEntry() throws {
        let scale = try ColorScale(minimum: 0, maximum: 1, colormap: .reds)
        #expect(scale.index(of: 0) == 0)
        #expect(scale.index(of: 1) == 255)
        #expect(scale.index(of: 0.5) == 128)
        #expect(scale.index(of: 0.49999) == 127)
        #expect(scale.index(of: Float(1).nextDown) == 255)
        for entry in 0..<256 { #expect(scale.index(of: (Float(entry) + 0.5) / 256) == entry) }
    }

    @Test func valuesOutsideTakeTheEnds() throws {
        let scale = try ColorScale(minimum: -1, maximum: 1, colormap: .reds)
        #expect(scale.index(of: -2) == 0)
        #expect(scale.index(of: 2) == 255)
        #expect(scale.index(of: -.infinity) == 0)
        #expect(scale.index(of: .infinity) == 255)
        #expect(scale.index(of: -0.0) == 128)
    }

    @Test func notANumberHasNoColor() throws {
        #expect(try ColorScale(minimum: 0, maximum: 1, colormap: .reds).index(of: .nan) == nil)
        #expect(try ColorScale(minimum: 1, maximum: 1, colormap: .reds).index(of: .signalingNaN) == nil)
    }

    @Test func aConstantHasOneColor() throws {
        let scale = try ColorScale(minimum: 0.1, maximum: 0.1, colormap: .reds)
        #expect(scale.isConstant)
        for value: Float in [-1, 0.1, 5, .infinity] { #expect(scale.index(of: value) == 0) }
    }

    @Test func hugeAndTinyRangesKeepTheirOrder() throws {
        let most = Double.greatestFiniteMagnitude
        let huge = try ColorScale(minimum: -most, maximum: most, colormap: .reds)
        #expect(huge.index(of: 0) == 128)
        #expect(huge.index(of: .greatestFiniteMagnitude) == 128)
        let floats = try ColorScale(
            minimum: -Double(Float.greatestFiniteMagnitude), maximum: Double(Float.greatestFiniteMagnitude),
            colormap: .reds)
        #expect(floats.index(of: Float.greatestFiniteMagnitude) == 255)
        #expect(floats.index(of: Float.greatestFiniteMagnitude / 2) == 192)
        let tiny = try ColorScale(minimum: 0, maximum: Double(Float.leastNonzeroMagnitude) * 4, colormap: .reds)
        #expect((0...4).map { tiny.index(of: Float.leastNonzeroMagnitude * Float($0)) } == [0, 64, 128, 192, 255])
    }

    @Test(arguments: [(1, 0), (.nan, 1), (0, .nan), (0, .infinity), (-.infinity, 0)] as [(Double, Double)])
    func whatIsNoRangeIsRefused(minimum: Double, maximum: Double) {
        #expect {
            _ = try ColorScale(minimum: minimum, maximum: maximum, colormap: .reds)
        } throws: { error in
            "\(error)".hasPrefix("the colour range from \(minimum) to \(maximum) is not a range")
        }
    }
}
