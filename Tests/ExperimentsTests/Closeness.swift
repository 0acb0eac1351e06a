import Tensors
import Testing

/// Expects that a tensor has these elements up to rounding in single precision.
///
/// Numbers with seven decimals come from `reference.py`, which computes in double precision.
func expectClose(
    _ tensor: Tensor, _ expected: [Float], tolerance: Float = 5e-6, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(tensor.elements.count == expected.count, sourceLocation: sourceLocation)
    for (index, (found, expected)) in zip(tensor.elements, expected).enumerated() {
        let bound = tolerance * max(1, abs(expected))
        #expect(abs(found - expected) <= bound, "element \(index)", sourceLocation: sourceLocation)
    }
}
