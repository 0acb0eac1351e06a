import ArgumentParser
import Experiments
import Heatmaps
import Tensors

/// What all commands of experiments share: the figure, its files, and the numbers on request.
struct ExperimentOptions: ParsableArguments {
    @OptionGroup var figure: FigureOptions
    @OptionGroup(visibility: .hidden) var formerScale: FormerScaleOption
    @OptionGroup(title: "Output") var output: OutputOptions
    @Flag(help: "Print inputs, scores, weights and outputs as the article does; without -o no figure is drawn.")
    var printTensors = false

    func validate() throws {
        if printTensors, output.json {
            throw ValidationError("--print-tensors and --json both want stdout; choose one.")
        }
        if printTensors, output.output.contains("-") {
            throw ValidationError("--print-tensors and '-o -' both want stdout; give the figure a file.")
        }
    }

    /// Shows what was measured over many draws; a figure is drawn when one is asked for.
    func present(
        _ sample: @autoclosure () throws -> ScoreStudy, figure make: () throws -> HeatmapGrid, options: StudyOptions
    ) throws {
        var timings = Timings()
        let study = try timings.measure("compute", sample)
        var delivery = output.undrawn(after: timings)
        if !output.output.isEmpty {
            var drawing = try make()
            try figure.apply(to: &drawing)
            delivery = try output.draw(drawing, defaultName: "", after: timings)
        }
        try options.report(study, in: &delivery, isJSON: output.json)
        try delivery.send()
    }

    /// Shows what was measured over many draws as curves.
    func presentCurves(
        _ sample: @autoclosure () throws -> ScoreStudy, options: StudyOptions, isTabulated: Bool
    ) throws {
        var timings = Timings()
        let study = try timings.measure("compute", sample)
        var chart = try study.chart()
        try figure.apply(to: &chart)
        let isDrawn = !output.output.isEmpty || !output.json && !options.table.csv
        var delivery =
            isDrawn
            ? try output.draw(chart, defaultName: "study", after: timings) : output.undrawn(after: timings)
        if isTabulated || output.json || options.table.csv {
            try options.report(study, in: &delivery, isJSON: output.json)
        } else {
            delivery.notes.append(study.recommendation)
        }
        try delivery.send()
    }

    func present(_ run: @autoclosure () throws -> Experiment, defaultName: String) throws {
        var timings = Timings()
        let experiment = try timings.measure("compute", run)
        var drawing = experiment.figure
        try figure.apply(to: &drawing)
        let isDrawn = !(printTensors && output.output.isEmpty)
        var delivery =
            isDrawn
            ? try output.draw(drawing, defaultName: defaultName, after: timings) : output.undrawn(after: timings)
        if output.json { delivery.standardOutput = try JSONOutput.bytes(ExperimentSummary(experiment: experiment)) }
        if printTensors { delivery.standardOutput = Array(Self.text(experiment).utf8) }
        delivery.notes += experiment.notes
        try delivery.send()
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
