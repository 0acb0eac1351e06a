import Attention
import Tensors

/// The memory that a pass over a part of weights takes, and the block size that fits a limit.
struct MemoryPlan {
    /// The memory in bytes that is used besides blocks and results, such as operands that have to be decoded.
    private let residentBytes: Int
    /// Rows that know the memory that they take; their elements are not read.
    private let outline: (RowPass) throws -> any WeightRows
    /// The memory of the results in bytes.
    private let resultBytes: Double
    private let cells: (size: CellSize, rule: PoolingRule)?
    private let hasMarginals: Bool

    /// - Parameters:
    ///   - source: the weights.
    ///   - part: the part of the weights.
    ///   - cells: the size and rule of the cells; nil if no cells are computed.
    ///   - hasMarginals: whether marginals are computed.
    ///   - resultBytes: the memory of other results in bytes.
    init(
        _ source: any WeightsSource, _ part: WeightsPart, cells: (size: CellSize, rule: PoolingRule)? = nil,
        hasMarginals: Bool = false, resultBytes: Double = 0
    ) throws {
        residentBytes = source.residentBytes
        outline = { try part.rows(of: source.outline($0)) }
        self.cells = cells
        self.hasMarginals = hasMarginals
        let axes = try part.axes(of: source.axes)
        let positions = Double(axes.queryCount) + Double(axes.keyCount)
        var bytes = resultBytes
        bytes += hasMarginals ? Double(axes.matrixCount) * positions * 8 : 0
        if let cells {
            let grid = CellGrid(queries: axes.queryCount, keys: axes.keyCount, size: cells.size)
            // A Float and a Bool per cell: once here, and two copies in the panels and in the raster image.
            bytes += Double(axes.matrixCount) * Double(grid.rows) * Double(grid.columns) * 15
        }
        self.resultBytes = bytes
    }

    /// A plan for rows that are written to a file.
    ///
    /// - Parameters:
    ///   - residentBytes: the memory in bytes that is used besides blocks.
    ///   - outline: rows that know the memory that they take; their elements are not read.
    init(residentBytes: Int, outline: @escaping (RowPass) throws -> any WeightRows) {
        self.residentBytes = residentBytes
        self.outline = outline
        resultBytes = 0
        cells = nil
        hasMarginals = false
    }

    /// The pass with fewer threads or smaller blocks, if it would exceed the memory limit.
    ///
    /// - Throws: `MemoryError` if the smallest blocks on one thread exceed the limit as well.
    func fitting(_ pass: RowPass) throws -> RowPass {
        guard let limit = pass.memoryLimit else { return pass }
        var pass = pass
        func needed() throws -> Double {
            Double(residentBytes) + resultBytes + Double(try blockBytes(pass))
        }
        func exceeds() throws -> Bool { try needed() > Double(limit.bytes) }
        if try exceeds(), pass.threads == nil { pass.threads = 1 }
        while try exceeds(), pass.blockElements > 1 << 12 {
            pass.blockElements /= 2
            pass.leastRows = max(1, pass.leastRows / 2)
        }
        while try exceeds(), pass.threadCount > 1 { pass.threads = pass.threadCount / 2 }
        try limit.check(needed(), for: .weights)
        return pass
    }

    /// The memory of the blocks of all threads, or of the kernel if it applies, in bytes.
    private func blockBytes(_ pass: RowPass) throws -> Int {
        let rows = try outline(pass)
        let (queries, keys) = (0..<rows.axes.queryCount, 0..<rows.axes.keyCount)
        if let cells, !hasMarginals,
            let kernel = rows.cellKernel(queries: queries, keys: keys, size: cells.size, rule: cells.rule)
        {
            return try kernel.memory()
        }
        let blocks = Double(pass.memory(of: rows))
        let threads = Double(pass.threadCount)
        let width = Double(rows.axes.keyCount)
        // Each part at work keeps a number for each key, such as a sum; `RowPass` has up to four parts per thread.
        let sums = 4 * threads * width * Double(MemoryLayout<Double>.size)
        // A file is written from a copy of each block.
        let height = Double(min(pass.blockRows(of: rows), rows.axes.queryCount))
        let copies = cells == nil ? threads * height * width * Double(MemoryLayout<Float>.size) : 0
        return Int(exactly: (blocks + sums + copies).rounded()) ?? .max
    }
}
