/// The index of an element on each of some axes, in whose row-major order elements are counted.
///
/// - Parameters:
///   - offset: the number of the element, below the product of the sizes.
///   - sizes: the sizes of the axes; an empty axis has the index 0.
package func rowMajorIndex(_ offset: Int, sizes: some BidirectionalCollection<Int>) -> [Int] {
    var (index, rest) = ([Int](), offset)
    for size in sizes.reversed() {
        index.append(rest % max(1, size))
        rest /= max(1, size)
    }
    return index.reversed()
}
