import Tensors

/// Accumulates a result from the rows of one matrix, such as its cells or its metrics.
///
/// Several threads work on parts of a matrix, each with a consumer of its own; the results are merged in the order of the
/// rows.
public protocol RowConsumer: Sendable {
    /// Adds the next rows of the matrix.
    mutating func add(_ block: RowBlock) throws
    /// Merges the result of the rows that follow.
    mutating func append(_ next: Self)
}

/// A pass over all rows of weights, in blocks and on several threads.
///
/// Results do not depend on the number of threads: the blocks depend on the shape alone, and are merged in order.
public struct RowPass: Sendable {
    /// The number of threads; nil for one per processor.
    public var threads: Int?
    /// The most memory for blocks and results; nil for no limit.
    public var memoryLimit: MemoryLimit?
    /// Called repeatedly on the calling thread with the share of the work that is done, from 0 to 1.
    public var progress: (@Sendable (Double) -> Void)?
    /// The number of weights in a block, about.
    package var blockElements = 1 << 20
    /// The least number of rows in a block: each block of computed weights reads all keys once.
    package var leastRows = 32
    /// `CellKernel` computes more weights than this only. Its results depend on the processor in the last bits, and small
    /// figures must have the same bytes on every machine.
    package var kernelThreshold = 1 << 22

    /// - Parameters:
    ///   - threads: how many run at a time; nil for one on each processor.
    ///   - memoryLimit: in bytes; nil for no limit.
    ///   - progress: is called with the share of the work that is done, from 0 to 1.
    public init(
        threads: Int? = nil, memoryLimit: Int? = nil, progress: (@Sendable (Double) -> Void)? = nil
    ) {
        self.threads = threads
        self.memoryLimit = memoryLimit.map { MemoryLimit(bytes: $0) }
        self.progress = progress
    }

    /// The number of threads, at most `mostThreads`.
    package var threadCount: Int { min(max(1, threads ?? processorCount), Self.mostThreads) }

    /// More threads than any machine has processors would only take memory.
    private static let mostThreads = 1024

    /// The number of rows in a block.
    package func blockRows(of rows: any WeightRows) -> Int { blockRows(elements: rows.rowElements) }

    /// The number of rows in a block.
    ///
    /// - Parameter elements: the number of weights that are computed or read for a row.
    private func blockRows(elements: Int) -> Int { max(leastRows, blockElements / max(1, elements)) }

    /// Passes all rows to consumers.
    ///
    /// - Parameters:
    ///   - rows: the weights.
    ///   - multiple: the results that `append(_:)` merges begin at multiples of this number of rows.
    ///   - consumer: creates a consumer for rows of a matrix.
    /// - Returns: one consumer for each matrix, in order.
    /// - Throws: the first error in the order of the rows.
    public func run<Consumer: RowConsumer>(
        over rows: any WeightRows, multiple: Int = 1, consumer: @Sendable (_ matrix: Int) -> Consumer
    ) throws -> [Consumer] {
        let axes = rows.axes
        return try run(
            matrices: axes.matrixCount, rows: axes.queryCount, rowElements: rows.rowElements, multiple: multiple,
            consumer: consumer
        ) { consumer, part, matrix in
            try rows.withRows(part, of: matrix) { try consumer.add($0) }
        }
    }

    /// As `run(over:)`, for consumers whose rows come from several tensors.
    ///
    /// - Parameters:
    ///   - matrices: the number of matrices.
    ///   - rows: the number of rows of a matrix.
    ///   - rowElements: the number of weights that are computed or read for a row.
    ///   - multiple: the results that `append(_:)` merges begin at multiples of this number of rows.
    ///   - consumer: creates a consumer for rows of a matrix.
    ///   - take: passes a block of rows of a matrix to a consumer.
    package func run<Consumer: RowConsumer>(
        matrices: Int, rows: Int, rowElements: Int, multiple: Int = 1, consumer: @Sendable (_ matrix: Int) -> Consumer,
        take: @Sendable (inout Consumer, _ rows: Range<Int>, _ matrix: Int) throws -> Void
    ) throws -> [Consumer] {
        let height = blockRows(elements: rowElements)
        // Cells may be higher than all rows.
        let multiple = min(multiple, max(1, rows))
        let partHeight = max(1, (height + multiple - 1) / multiple) * multiple
        let parts = max(1, (rows + partHeight - 1) / partHeight)
        let count = matrices * parts
        var consumers: [Consumer] = []
        // A few parts per thread at a time: their results are merged before more of them take memory.
        let wave = threadCount * 4
        for first in stride(from: 0, to: count, by: wave) {
            let results = concurrentMap(min(wave, count - first), threads: threadCount) { index in
                let (matrix, part) = (first + index).quotientAndRemainder(dividingBy: parts)
                let range = part * partHeight..<min((part + 1) * partHeight, rows)
                return Result {
                    var consumer = consumer(matrix)
                    for start in stride(from: range.lowerBound, to: range.upperBound, by: height) {
                        try take(&consumer, start..<min(start + height, range.upperBound), matrix)
                    }
                    return consumer
                }
            }
            for (index, result) in results.enumerated() {
                let next = try result.get()
                if (first + index).isMultiple(of: parts) {
                    consumers.append(next)
                } else {
                    consumers[consumers.count - 1].append(next)
                }
            }
            progress?(Double(min(first + wave, count)) / Double(max(1, count)))
        }
        return consumers
    }

    /// The most memory in bytes that blocks of these rows take on all threads.
    package func memory(of rows: any WeightRows) -> Int {
        let height = min(blockRows(of: rows), max(1, rows.axes.queryCount))
        return rows.memory(rows: height).multipliedReportingOverflow(by: threadCount).partialValue
    }
}
