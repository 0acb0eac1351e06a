import AttentionFigures
import Experiments

func experimentsExample() throws {
    // Example: Sources/Experiments/Experiments.docc/Experiments.md
    var experiment = DotVersusScaled()
    experiment.keys = .normal
    let result = try experiment.run(dimensions: [2, 128])
    for attended in result.attended { print(attended.title, attended.weights) }
    try result.figure.write(to: "dims.svg")
    // End of example
    // Example: Sources/Experiments/Experiments.docc/Experiments.md
    var sampling = ScoreSampling()
    sampling.draws = 100
    let study = try sampling.dotVersusScaled(dimensions: [2, 8, 32])
    print(study.recommendation)
    let renderer = try FigureRenderer()
    let svg = try renderer.render(renderer.scene(of: study.chart()), as: .svg)
    try AtomicFile.write(svg, to: "study.svg")
    // End of example
}
