extension Tensor {
    /// The values start, start + step, ... before `stop`, as `torch.arange(start, stop, step)` rounds them.
    ///
    /// - Throws: `TensorError.invalidRange` when a number is not finite, the step is zero or leads away from `stop`, or
    ///   there are more values than can be counted.
    public static func arange(from start: Double = 0, to stop: Double, step: Double = 1) throws(TensorError) -> Tensor {
        let ratio = ((stop - start) / step).rounded(.up)
        guard start.isFinite, stop.isFinite, step.isFinite, ratio >= 0, let count = Int(exactly: ratio) else {
            throw .invalidRange(start: start, stop: stop, step: step)
        }
        let shape = try Shape([count])
        // PyTorch fills eight values at a time from a base that is rounded first; the rest one by one.
        let groupSize = 8
        let groupedCount = count - count % groupSize
        var values = [Float]()
        values.reserveCapacity(count)
        for base in stride(from: 0, to: groupedCount, by: groupSize) {
            let first = Float(start + step * Double(base))
            for offset in 0..<groupSize { values.append(Float(Double(first) + Double(offset) * step)) }
        }
        for index in groupedCount..<count { values.append(Float(start + step * Double(index))) }
        return Tensor(shape: shape, elements: values)
    }
}
