import Testing

@testable import Heatmaps

struct CellAnnotationTests {
    /// What Python's `format(value, spec)` gives, with a typographic minus.
    @Test(
        arguments: [
            (".3f", 0.5, "0.500"), (".0%", 0.126, "13%"), (".1%", -0.5, "−50.0%"), (".1e", 0.0376, "3.8e−02"),
            (".3g", 0.123456, "0.123"), (".2g", 1234, "1.2e+03"), ("g", 0.5, "0.5"), ("e", 0, "0.000000e+00"),
            ("f", 0.25, "0.250000"), ("%", 0.25, "25.000000%"), ("d", 3, "3"), (",d", 1_234_567, "1,234,567"),
            (",.1f", -1234.56, "−1,234.6"), ("_.0f", 1e6, "1_000_000"), (",.2f", 999.999, "1,000.00"),
            ("+.2f", 0.5, "+0.50"), ("+.2f", -0.5, "−0.50"), ("+.0%", 0, "+0%"), ("+,d", 1000, "+1,000"),
            (".2f", -0.001, "0.00"), ("+.2f", -0.001, "+0.00"), (".3g", -0.0, "0"), (",.1e", 12345, "1.2e+04"),
        ] as [(String, Double, String)])
    func formatsAreThoseOfPython(format: String, value: Double, text: String) throws {
        #expect(try CellAnnotation(format).text(value) == text)
    }

    @Test(
        arguments: [
            "", ".f", "2f", ".2", ".2d", ".99f", ".-1f", ".+1f", "x", "n", ".2fx", "++.2f", ",,", "automatic",
            ".٣f", "%.2f", "{:.2f}",
        ])
    func otherFormatsAreRefused(format: String) {
        #expect(throws: FigureError.annotationFormat(format)) { _ = try CellAnnotation(format) }
    }

    private func automatic(
        _ lowest: Double, _ highest: Double, isWhole: Bool = false, isLogarithmic: Bool = false, format: String = "auto"
    ) throws -> CellAnnotation {
        try CellAnnotation(format).resolved(
            for: AnnotatedValues(lowest: lowest, highest: highest, isWhole: isWhole, isLogarithmic: isLogarithmic))
    }

    /// At least five different texts from one end of the range to the other.
    @Test(
        arguments: [
            (0.999021, 0.9994862, "0.9990", "0.9995"), (0, 1, "0.00", "1.00"), (0, 0.0123, "0.000", "0.012"),
            (100, 100.4, "100.0", "100.4"), (-0.0004, 0.5, "0.00", "0.50"), (0.5, 0.5, "0.50", "0.50"),
            (1_000_000.0625, 1_000_000.4375, "1000000.1", "1000000.4"), (123.4, 4567, "123", "4567"),
            (-1000.2, -1000, "−1000.20", "−1000.00"), (0, 2e-7, "0", "2.0e−07"),
            (1.0001e-7, 1.0005e-7, "1.0001e−07", "1.0005e−07"), (1.5e12, 3e12, "1.5e+12", "3.0e+12"),
            (0, 1e300, "0", "1.0e+300"), (-1e308, 1e308, "−1.0e+308", "1.0e+308"),
        ] as [(Double, Double, String, String)])
    func decimalsComeFromTheRange(lowest: Double, highest: Double, low: String, high: String) throws {
        let format = try automatic(lowest, highest)
        #expect(format.text(lowest) == low && format.text(highest) == high)
    }

    @Test func wholeNumbersStayWhole() throws {
        #expect(try automatic(0, 1, isWhole: true).text(1) == "1")
        #expect(try automatic(0, 1_234_567, isWhole: true).text(1_234_567) == "1234567")
        #expect(try automatic(0, 1_234_567, isWhole: true, format: ",").text(1_234_567) == "1,234,567")
        #expect(try automatic(0, 1e12, isWhole: true).text(1e12) == "1.0e+12")
    }

    @Test func onALogarithmicScaleEachValueHasTwoDigits() throws {
        let format = try automatic(1e-6, 1, isLogarithmic: true)
        #expect([1.23e-6, 0.000123, 0.123, 1].map(format.text) == ["1.2e−06", "0.00012", "0.12", "1"])
    }

    private func labels(_ values: [Double], _ format: String, isAligned: Bool = true) throws -> [String] {
        let ticks = Ticks(values, labels: values.map { "\($0)" })
        return try ticks.formatted(
            CellAnnotation(format).resolved(
                for: AnnotatedValues(
                    lowest: values.min() ?? 0, highest: values.max() ?? 1,
                    isWhole: values.allSatisfy { $0 == $0.rounded() }, isLogarithmic: !isAligned)), isAligned: isAligned
        ).labels
    }

    /// Two ticks never have the same text, and no text is another value.
    @Test func ticksHaveTheFormatOfTheCells() throws {
        #expect(try labels([0, 0.2, 0.4], ".0%") == ["0%", "20%", "40%"])
        #expect(try labels([0, 0.025, 0.05], ".0%") == ["0.0%", "2.5%", "5.0%"])
        #expect(try labels([0.2, 0.4], ".2f") == ["0.20", "0.40"])
        #expect(try labels([0, 0.25, 0.5], ".1f") == ["0.00", "0.25", "0.50"])
        #expect(try labels([0.2, 0.4], ".1e") == ["2.0e−01", "4.0e−01"])
        #expect(try labels([1000, 2000], ",.0f") == ["1,000", "2,000"])
        #expect(try labels([-0.5, 0, 0.5], "+.1f") == ["−0.5", "+0.0", "+0.5"])
        #expect(try labels([0.9991, 0.9992], ".2g") == ["0.9991", "0.9992"])
        #expect(try labels([0, 0.5, 1, 1.5, 2], "d") == ["0", "1", "2"])
        #expect(try labels([0.25, 0.5], "d") == ["0.25", "0.50"])
        #expect(try labels([0.0001, 0.01, 1], ".0%", isAligned: false) == ["0.01%", "1%", "100%"])
    }

    /// As without numbers in the cells, but for powers of ten.
    @Test func automaticTicksHaveTheDigitsThatTheyNeed() throws {
        #expect(try labels([0, 0.2, 0.4], "auto") == ["0.0", "0.2", "0.4"])
        #expect(try labels([0, 0.25, 0.5], "auto") == ["0.00", "0.25", "0.50"])
        #expect(try labels([1_000_000, 2_000_000], "auto") == ["1000000", "2000000"])
        #expect(try labels([0, 2.5e-7, 5e-7], "auto") == ["0", "2.5e−07", "5.0e−07"])
        #expect(try labels([0.0001, 0.01, 1], "auto", isAligned: false) == ["0.0001", "0.01", "1"])
    }
}
