/// What the header of an `.npy` file says, unchecked against the bytes that follow.
struct NPYHeader: Equatable, Sendable {
    /// The element type as NumPy spells it: `<f4`.
    let descr: String
    let isFortranOrder: Bool
    let shape: [Int]
}
