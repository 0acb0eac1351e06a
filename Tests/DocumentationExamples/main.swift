#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

// Runs the examples of the documentation. What stands between "Example" and "End of example" in the other files is the text of
// a document; DocumentationTests compares both.

/// Ends the program when a claim of the documentation does not hold.
func expect(_ condition: @autoclosure () throws -> Bool, line: UInt = #line, file: StaticString = #fileID) rethrows {
    guard try !condition() else { return }
    print("\(file):\(line): the example does not hold")
    exit(1)
}

let examples: [(name: String, run: () throws -> Void)] = [
    ("README.md", readmeExample),
    ("README.md, a long context", readmeLongContextExample),
    ("Tensors", tensorsExample),
    ("AxisSelection", axisSelectionExample),
    ("TorchGenerator", torchGeneratorExample),
    ("TensorFiles", tensorFilesExample),
    ("TensorFile", tensorFileExample),
    ("Attention", attentionExample),
    ("ComparingScores", comparingScoresExample),
    ("MaskingKeys", maskingKeysExample),
    ("LongContexts", longContextsExample),
    ("AttentionWeights", attentionWeightsExample),
    ("AttentionStatistics", attentionStatisticsExample),
    ("SoftAttention", softAttentionExample),
    ("Heatmaps", heatmapsExample),
    ("HeatmapGrid", heatmapGridExample),
    ("LineChart", lineChartExample),
    ("CairoRendering", cairoRenderingExample),
    ("FigureRenderer", figureRendererExample),
    ("ImageComparison", imageComparisonExample),
    ("AttentionFigures", attentionFiguresExample),
    ("SourcesOfWeights", sourcesOfWeightsExample),
    ("DrawingWeights", drawingWeightsExample),
    ("MeasuringHeads", measuringHeadsExample),
    ("WeightsFigure", weightsFigureExample),
    ("HeadReport", headReportExample),
    ("ComputedWeights", computedWeightsExample),
    ("Experiments", experimentsExample),
]

for (name, run) in examples {
    print("== \(name)")
    do {
        try run()
    } catch {
        print("\(name): \(error)")
        exit(1)
    }
}
