import ArgumentParser
import Experiments
import Heatmaps
import Tensors

/// The options that all experiments share, and the output of their results.
struct ExperimentOptions: ParsableArguments {
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions
    @Flag(help: "Print inputs, scores, weights and outputs as PyTorch prints tensors; without -o no figure is drawn.")
    var printTensors = false

    /// Checks the files of a run.
    ///
    /// - Parameters:
    ///   - defaultName: the name of the figure without -o, without its extension; nil if it is drawn with -o only.
    ///   - printed: what is printed to stdout, besides JSON and tensors.
    /// - Throws: `ValidationError`.
    func check(defaultName: String?, printed: [(flag: String?, isGiven: Bool)] = []) throws {
        try output.checkFiles(
            defaultName: printTensors ? nil : defaultName,
            printed: [("--print-tensors", printTensors)] + printed, inputs: figure.cells.files)
    }

    /// Prints the statistics of a study, and with -o draws a figure.
    func present(
        _ sample: @autoclosure () throws -> ScoreStudy, figure makeFigure: () throws -> HeatmapGrid,
        options: StudyOptions
    ) throws {
        try output.checkFolders(nil)
        var drawing: HeatmapGrid?
        if !output.output.isEmpty {
            var figure = try makeFigure()
            try self.figure.apply(to: &figure)
            _ = try output.checkLayout(of: figure)
            drawing = figure
        }
        var timings = Timings()
        let study = try timings.measure("compute", sample)
        var result = output.withoutFigure(after: timings)
        if let drawing { result = try output.draw(drawing, defaultName: "", after: timings) }
        try options.report(study, in: &result, isJSON: output.json)
        try result.write()
    }

    /// Draws the statistics of a study as curves.
    ///
    /// - Parameter isTabulated: whether the table is printed as well.
    func presentCurves(
        _ sample: @autoclosure () throws -> ScoreStudy, options: StudyOptions, isTabulated: Bool
    ) throws {
        try figure.checkForChart()
        let isDrawn = !output.output.isEmpty || !output.json && !options.table.csv
        try output.checkFolders(isDrawn ? "study" : nil)
        var timings = Timings()
        let study = try timings.measure("compute", sample)
        var chart = try study.chart()
        try figure.apply(to: &chart)
        var result =
            isDrawn
            ? try output.draw(chart, defaultName: "study", after: timings) : output.withoutFigure(after: timings)
        if isTabulated || output.json || options.table.csv {
            try options.report(study, in: &result, isJSON: output.json)
        } else {
            result.notes.append(study.recommendation)
        }
        try result.write()
    }

    /// Draws the figure of an experiment, or prints its tensors.
    func present(_ run: @autoclosure () throws -> Experiment, defaultName: String) throws {
        let isDrawn = !(printTensors && output.output.isEmpty)
        try output.checkFolders(isDrawn ? defaultName : nil)
        var timings = Timings()
        let experiment = try timings.measure("compute", run)
        var drawing = experiment.figure
        try figure.apply(to: &drawing)
        var result =
            isDrawn
            ? try output.draw(drawing, defaultName: defaultName, after: timings) : output.withoutFigure(after: timings)
        if output.json { result.standardOutput = try JSONOutput.bytes(ExperimentSummary(experiment: experiment)) }
        if printTensors { result.standardOutput = Array(Self.text(experiment).utf8) }
        if experiment.hasEqualWeights { result.notes.append(Sentences.equalWeights) }
        try result.write()
    }

    private static func text(_ experiment: Experiment) -> String {
        var text = ""
        func add(_ name: String, _ tensor: Tensor) {
            text += "\(name) \(tensor.shape)\n\(tensor)\n\n"
        }
        for input in experiment.inputs { add(input.name, input.tensor) }
        if let size = experiment.inputs.first(where: { $0.name == "queries" })?.tensor.shape.dimensions.last {
            text += "d\n\(size)\n\n"
        }
        for attended in experiment.attended {
            add("\(attended.title): scores", attended.scores)
            add("\(attended.title): weights", attended.weights)
            if let output = attended.output { add("\(attended.title): output", output) }
        }
        return String(text.dropLast())
    }
}
