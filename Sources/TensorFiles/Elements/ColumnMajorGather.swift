import Tensors

/// Puts the elements of a column-major tensor, or of a part of it, into row-major order.
struct ColumnMajorGather {
    /// The dimensions of the part, and the distance in elements between neighbours along each.
    private let dimensions: [Int]
    private let strides: [Int]
    /// The position of the part's first element.
    private let start: Int

    /// - Precondition: the tensor has elements, and the part is one of it.
    init(shape: Shape, part: TensorPart) {
        var stride = 1
        let strides = shape.dimensions.map { dimension in
            defer { stride *= dimension }
            return stride
        }
        let rest = Array(strides.dropFirst(part.indices.count))
        let first = (part.rows?.lowerBound ?? 0) * (rest.first ?? 0)
        start = zip(part.indices, strides).reduce(first) { $0 + $1.0 * $1.1 }
        dimensions = part.shape.dimensions
        self.strides = rest
    }

    /// The bytes of the part in row-major order, elements of `width` bytes each kept as they are.
    func rowMajorBytes(_ bytes: RawSpan, width: Int) -> [UInt8] {
        switch width {
        case 1: gather(bytes, UInt8.self)
        case 2: gather(bytes, UInt16.self)
        case 4: gather(bytes, UInt32.self)
        case 8: gather(bytes, UInt64.self)
        default: preconditionFailure("no element is \(width) bytes wide")
        }
    }

    private func gather<Element: FixedWidthInteger & BitwiseCopyable>(
        _ bytes: RawSpan, _ type: Element.Type
    ) -> [UInt8] {
        let width = MemoryLayout<Element>.size
        let count = dimensions.reduce(1, *)
        let lineLength = dimensions.last ?? 1
        let lineStride = strides.last ?? 1
        return bytes.withUnsafeBytes { source in
            [UInt8](unsafeUninitializedCapacity: count * width) { packed, initialized in
                let target = UnsafeMutableRawBufferPointer(packed)
                var index = [Int](repeating: 0, count: max(0, dimensions.count - 1))
                var line = start
                for first in stride(from: 0, to: count, by: lineLength) {
                    for step in 0..<lineLength {
                        let element = source.loadUnaligned(
                            fromByteOffset: (line + step * lineStride) * width, as: Element.self)
                        target.storeBytes(of: element, toByteOffset: (first + step) * width, as: Element.self)
                    }
                    advance(&index, &line)
                }
                initialized = count * width
            }
        }
    }

    /// Moves on to the next line of the last axis, counting the outer axes up like an odometer.
    private func advance(_ index: inout [Int], _ line: inout Int) {
        for axis in index.indices.reversed() {
            index[axis] += 1
            line += strides[axis]
            if index[axis] < dimensions[axis] { return }
            line -= dimensions[axis] * strides[axis]
            index[axis] = 0
        }
    }
}
