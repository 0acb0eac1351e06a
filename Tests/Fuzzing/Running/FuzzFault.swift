/// A fault that an input shows.
package struct FuzzFault: CustomStringConvertible {
    package let format: FuzzFormat
    package let seed: UInt64
    package let text: String

    package var description: String { "\(format.rawValue), input \(seed): \(text)" }
}
