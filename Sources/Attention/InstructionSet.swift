internal import CAttentionKernels

/// Which instructions the kernels use.
package enum InstructionSet: CaseIterable, Hashable, Sendable {
    /// The best that the processor has.
    case best
    /// What every processor of the architecture has.
    case baseline
    case avx2, avx512

    /// True when the processor has them.
    package var isAvailable: Bool { attn_has(kernelName) != 0 }

    var kernelName: attn_instructions {
        switch self {
        case .best: ATTN_INSTRUCTIONS_BEST
        case .baseline: ATTN_INSTRUCTIONS_BASELINE
        case .avx2: ATTN_INSTRUCTIONS_AVX2
        case .avx512: ATTN_INSTRUCTIONS_AVX512
        }
    }
}
