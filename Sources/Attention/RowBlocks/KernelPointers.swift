internal import CAttentionKernels

/// Pointers to the arrays of a call of the kernel, valid during the call.
struct KernelPointers {
    let cells: UnsafeMutablePointer<Float>?
    let firstWeights: UnsafeMutablePointer<Float>?
    let firstKeys: UnsafePointer<Int32>?
    let endKeys: UnsafePointer<Int32>?
    let monitor: UnsafeMutableRawPointer
}

/// Calls `body` with pointers to the elements of the arguments.
///
/// - Parameters:
///   - cells: the values of the cells, which the kernel writes.
///   - firstWeights: the weight of key 0 for each query, which the kernel writes.
///   - ranges: the range of keys of each query; nil for all keys.
///   - monitor: the monitor that the kernel calls.
///   - body: the call of the kernel.
func withKernelPointers<Result>(
    _ cells: inout [Float], _ firstWeights: inout [Float], _ ranges: KeyRanges?, _ monitor: ProgressMonitor,
    _ body: (KernelPointers) -> Result
) -> Result {
    withUnsafePointer(to: monitor) { monitor in
        cells.withUnsafeMutableBufferPointer { cells in
            firstWeights.withUnsafeMutableBufferPointer { firstWeights in
                guard let ranges else {
                    return body(
                        KernelPointers(
                            cells: cells.baseAddress, firstWeights: firstWeights.baseAddress, firstKeys: nil,
                            endKeys: nil,
                            monitor: UnsafeMutableRawPointer(mutating: monitor)))
                }
                return ranges.first.withUnsafeBufferPointer { first in
                    ranges.end.withUnsafeBufferPointer { end in
                        body(
                            KernelPointers(
                                cells: cells.baseAddress, firstWeights: firstWeights.baseAddress,
                                firstKeys: first.baseAddress,
                                endKeys: end.baseAddress, monitor: UnsafeMutableRawPointer(mutating: monitor)))
                    }
                }
            }
        }
    }
}
