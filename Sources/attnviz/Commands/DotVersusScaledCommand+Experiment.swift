import Experiments

extension DotVersusScaledCommand {
    /// The experiment that the options ask for.
    ///
    /// - Parameter columns: whether there is a column for each size d.
    func experiment(columns: Bool) -> DotVersusScaled {
        var experiment = DotVersusScaled()
        experiment.seed = seed
        experiment.keys = keys ?? (columns ? .normal : .ones)
        experiment.queryCount = queries ?? (columns ? 8 : 2)
        experiment.keyCount = numKeys
        experiment.dimension = dim ?? experiment.dimension
        // The article's valid lengths, 2 and 6, belong to its two queries.
        experiment.validLengths = validLens?.values ?? (!columns && experiment.queryCount == 2 ? [2, 6] : nil)
        experiment.dropout = dropout
        experiment.isTraining = training
        return experiment
    }
}
