internal import CAttentionKernels

/// Where the kernel reads and writes what Swift owns, for the time of one call.
struct KernelPointers {
    let cells: UnsafeMutablePointer<Float>?
    let rows: attn_rows
    let firstKeys: UnsafePointer<Int32>?
    let endKeys: UnsafePointer<Int32>?
    let watch: UnsafeMutableRawPointer
}

func withKernelPointers<Result>(
    _ cells: inout [Float], _ rows: inout RowResults, _ ranges: KeyRanges?, _ watch: WorkWatch,
    _ body: (KernelPointers) -> Result
) -> Result {
    withUnsafePointer(to: watch) { watch in
        cells.withUnsafeMutableBufferPointer { cells in
            rows.withKernelRows { rows in
                guard let ranges else {
                    return body(
                        KernelPointers(
                            cells: cells.baseAddress, rows: rows, firstKeys: nil, endKeys: nil,
                            watch: UnsafeMutableRawPointer(mutating: watch)))
                }
                return ranges.first.withUnsafeBufferPointer { first in
                    ranges.end.withUnsafeBufferPointer { end in
                        body(
                            KernelPointers(
                                cells: cells.baseAddress, rows: rows, firstKeys: first.baseAddress,
                                endKeys: end.baseAddress, watch: UnsafeMutableRawPointer(mutating: watch)))
                    }
                }
            }
        }
    }
}
