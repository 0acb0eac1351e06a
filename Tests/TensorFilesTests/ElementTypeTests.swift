import Testing

@testable import TensorFiles

@Suite struct ElementTypeTests {
    private func floats(_ type: ElementType, _ bytes: [UInt8], _ order: ByteOrder = .little) -> [Float] {
        type.floats(bytes.span.bytes, order)
    }

    @Test func halvesAndBrainFloatsKeepSpecialValues() {
        #expect(floats(.float16, [0x00, 0x7C, 0x00, 0xFC]) == [.infinity, -.infinity])
        #expect(floats(.float16, [0x01, 0x7E]).allSatisfy { $0.isNaN })
        #expect(floats(.float16, [0x00, 0x80])[0].sign == .minus)
        // The least subnormal and the greatest finite number.
        #expect(floats(.float16, [0x01, 0x00, 0xFF, 0x7B]) == [0x1p-24, 65504])
        #expect(floats(.bfloat16, [0x80, 0x7F, 0xC0, 0xBF]) == [.infinity, -1.5])
        #expect(floats(.bfloat16, [0xC0, 0x7F]).allSatisfy { $0.isNaN })
    }

    #if !(os(macOS) && arch(x86_64))
        @Test func everyHalfIsExact() {
            for bits in UInt16.min...UInt16.max {
                let expected = Float(Float16(bitPattern: bits))
                let found = Float(float16Bits: bits)
                // The sign of a NaN is all that is kept of it.
                let isEqual = expected.isNaN ? found.isNaN : found.bitPattern == expected.bitPattern
                if !isEqual { Issue.record("half \(bits): expected \(expected), found \(found)") }
            }
        }
    #endif

    @Test func eightBitFloats() {
        // Least subnormal, least normal, greatest (E4M3 has no infinity), NaN; signs apply.
        #expect(floats(.float8E4M3, [0x01, 0x08, 0x7E, 0xFE]) == [0x1p-9, 0x1p-6, 448, -448])
        #expect(floats(.float8E4M3, [0x7F, 0xFF]).allSatisfy { $0.isNaN })
        #expect(
            floats(.float8E5M2, [0x01, 0x04, 0x7B, 0x7C, 0xFC]) == [0x1p-16, 0x1p-14, 57344, .infinity, -.infinity])
        #expect(floats(.float8E5M2, [0x7F]).allSatisfy { $0.isNaN })
    }

    @Test func integersBecomeTheNearestFloat() {
        // 2^24 + 1 lies halfway and goes to the even neighbour; 2^24 + 3 goes up.
        #expect(floats(.int32, bytes(Int32(16_777_217), .little)) == [16_777_216])
        #expect(floats(.uint32, bytes(UInt32(16_777_219), .big), .big) == [16_777_220])
        #expect(floats(.uint64, bytes(UInt64.max, .little)) == [0x1p64])
        #expect(floats(.int64, bytes(Int64.min, .big), .big) == [-0x1p63])
        #expect(floats(.int8, [0x80, 0xFF, 0x7F]) == [-128, -1, 127])
        #expect(floats(.bool, [0, 1, 2]) == [0, 1, 1])
    }

    @Test func doublesBeyondFloatBecomeInfinite() {
        #expect(floats(.float64, bytes((-1e300).bitPattern, .little)) == [-.infinity])
        #expect(floats(.float64, bytes(Double.nan.bitPattern, .little))[0].isNaN)
    }

    @Test(arguments: ElementType.allCases) func ignoresAPartialElementAndTakesNone(type: ElementType) {
        let whole = type.encoded(3, .big)
        #expect(floats(type, whole + whole.dropLast(), .big).count == 1)
        #expect(floats(type, []).isEmpty)
    }
}
