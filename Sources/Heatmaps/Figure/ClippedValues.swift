/// What lies beyond a colour scale, and is drawn in its end colours.
struct ClippedValues: Hashable {
    /// How many finite values lie below, and above.
    var below = 0
    var above = 0
    /// Whether any value lies there, infinite ones included: the bar ends in an arrow.
    var isBelow = false
    var isAbove = false
}
