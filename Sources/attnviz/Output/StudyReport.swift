import AttentionFigures
import Experiments

/// The statistics of scores as a table and as JSON: `{"stats":[{"d":2,"score":"dot","variance":{"mean":..,"stderr":..},
/// "entropy":{..},"max_weight":{..},"jacobian_norm":{..}}, ...]}`.
struct StudyReport: Encodable {
    let study: ScoreStudy

    private enum Key: String, CodingKey {
        case stats, d, score, variance, entropy
        case largestWeight = "max_weight"
        case jacobianNorm = "jacobian_norm"
    }

    private func estimates(_ row: ScoreStatistics) -> [(key: Key, value: Estimate)] {
        [
            (.variance, row.variance), (.entropy, row.entropy), (.largestWeight, row.largestWeight),
            (.jacobianNorm, row.jacobianNorm),
        ]
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        var list = container.nestedUnkeyedContainer(forKey: .stats)
        for statistics in study.statistics {
            var entry = list.nestedContainer(keyedBy: Key.self)
            try entry.encode(statistics.dimension, forKey: .d)
            try entry.encode(statistics.score.rawValue, forKey: .score)
            for (key, estimate) in estimates(statistics) {
                try entry.encode(["mean": estimate.mean, "stderr": estimate.standardError], forKey: key)
            }
        }
    }

    /// The aligned table for a terminal, each mean with its standard error.
    var text: String {
        var table = TextTable(
            header: [
                "d", "score", "variance", "theory", "entropy", "of ln \(study.keyCount)", "max_weight", "jacobian_norm",
            ])
        for row in study.statistics {
            let share = TextTable.Cell.number(row.entropy.mean / study.largestEntropy)
            table.add([
                .count(row.dimension), .word(row.score.rawValue), measured(row.variance),
                row.expectedVariance.map { .number($0) } ?? .missing, measured(row.entropy), share,
                measured(row.largestWeight), measured(row.jacobianNorm),
            ])
        }
        return table.text()
    }

    private func measured(_ estimate: Estimate) -> TextTable.Cell {
        .measured(estimate.mean, error: estimate.standardError)
    }

    /// Comma-separated values, with a column for each mean and each standard error.
    var csv: String {
        let names = [Key.variance, .entropy, .largestWeight, .jacobianNorm].map(\.rawValue)
            .flatMap { [$0, $0 + "_stderr"] }
        var table = TextTable(header: ["d", "score"] + names + ["theory_variance", "entropy_share"])
        for row in study.statistics {
            let numbers = estimates(row).flatMap {
                [TextTable.Cell.number($0.value.mean), .number($0.value.standardError)]
            }
            let derived: [TextTable.Cell] = [
                row.expectedVariance.map { .number($0) } ?? .missing, .number(row.entropy.mean / study.largestEntropy),
            ]
            table.add([.count(row.dimension), .word(row.score.rawValue)] + numbers + derived)
        }
        return table.csv
    }
}
