import Attention
import Tensors

extension ScoreStudy {
    /// The unscaled dot product is recommended up to the d at which it keeps this share of the gradient of the scaled one.
    private static let sufficientGradient = 0.9

    /// A recommendation based on the statistics, in a few sentences.
    public var recommendation: String {
        let (dot, scaled) = (statistics(of: .dot), statistics(of: .scaledDot))
        return Set(statistics.map(\.score)).count > 2 || dot.count != scaled.count
            ? Self.comparison(statistics, largestEntropy: largestEntropy) : Self.choice(dot, scaled)
    }

    private static func choice(_ dot: [ScoreStatistics], _ scaled: [ScoreStatistics]) -> String {
        guard let last = dot.last, let lastScaled = scaled.last else { return "" }
        let shares = zip(dot, scaled).map { ($0.dimension, $0.jacobianNorm.mean / $1.jacobianNorm.mean) }
        let size = last.dimension
        var text = "At d = \(size) the variance of the scores is \(number(last.variance.mean)) for the dot product and "
        text += "\(number(lastScaled.variance.mean)) for the scaled one. "
        let lost = shares.first { $0.1 < sufficientGradient }
        guard let lost, let share = shares.last?.1 else {
            return text
                + "The unscaled softmax keeps at least \(percent(sufficientGradient)) of the scaled one's gradient "
                + "for every d here: the dot product will do."
        }
        if let fine = shares.prefix(while: { $0.1 >= sufficientGradient }).last?.0 {
            text += "Up to d = \(fine) the dot product will do: its softmax keeps at least "
            text += "\(percent(sufficientGradient)) of the scaled one's gradient. "
        }
        text += "From d = \(lost.0) on, divide by sqrt(d): "
        return text + "at d = \(size) the unscaled softmax keeps \(percent(share)) of the gradient, and one key takes "
            + "\(percent(last.largestWeight.mean)) of the attention (scaled: \(percent(lastScaled.largestWeight.mean)))."
    }

    private static func comparison(_ statistics: [ScoreStatistics], largestEntropy: Double) -> String {
        guard let steepest = statistics.max(by: { $0.jacobianNorm.mean < $1.jacobianNorm.mean }),
            let sharpest = statistics.min(by: { $0.entropy.mean < $1.entropy.mean })
        else { return "" }
        let even = statistics.filter { $0.entropy.mean >= 0.95 * largestEntropy }.map(\.name)
        var text = "At d = \(steepest.dimension) the softmax of '\(steepest.name)' lets most of a gradient through "
        text +=
            "(\(number(steepest.jacobianNorm.mean)), at most 0.5). The sharpest is '\(sharpest.name)': one key takes "
        text += "\(percent(sharpest.largestWeight.mean)) of the attention."
        guard !even.isEmpty else { return text }
        return text + " Nearly even, and so without a choice before training or a larger scale: "
            + "\(even.joined(separator: ", "))."
    }

    private static func number(_ value: Double) -> String { DecimalText.general(value, digits: 3) }
    private static func percent(_ share: Double) -> String { DecimalText.fixed(share * 100, decimals: 0) + " %" }
}
