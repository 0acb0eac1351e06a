/// The values outside the range of a colour scale; they are drawn in its end colours.
struct ClippedValues: Hashable {
    /// The numbers of finite values below and above the range.
    var below = 0
    var above = 0
    /// Whether any value, finite or infinite, lies below or above: then the bar ends in an arrow there.
    var isBelow = false
    var isAbove = false
}
