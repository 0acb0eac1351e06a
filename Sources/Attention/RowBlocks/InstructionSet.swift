internal import CAttentionKernels

/// The instruction set that the kernel uses.
package enum InstructionSet: CaseIterable, Hashable, Sendable {
    /// The fastest that the processor supports.
    case best
    /// Supported by every processor of the architecture.
    case baseline
    case avx2, avx512

    /// Whether the processor supports it.
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
