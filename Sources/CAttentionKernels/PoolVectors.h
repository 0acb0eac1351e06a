// Vectors of VECTOR floats, and powers of two of them.

#include <math.h>

#pragma clang fp contract(fast)

#define LANES (GROUP * VECTOR)
#define ALWAYS_INLINE static inline __attribute__((always_inline))
// For loops that would otherwise share the registers with the function they are inlined into.
#define NEVER_INLINE static __attribute__((noinline))

typedef float vf __attribute__((ext_vector_type(VECTOR)));
typedef int32_t vi __attribute__((ext_vector_type(VECTOR)));
typedef vf vf_memory __attribute__((aligned(4), may_alias));
typedef vi vi_memory __attribute__((aligned(4), may_alias));

ALWAYS_INLINE vf load(const float *from) { return *(const vf_memory *)from; }
ALWAYS_INLINE void store(float *to, vf value) { *(vf_memory *)to = value; }
ALWAYS_INLINE vi load_keys(const int32_t *from) { return *(const vi_memory *)from; }
ALWAYS_INLINE vf splat(float value) { return (vf)(value); }
ALWAYS_INLINE vf larger(vf a, vf b) { return a > b ? a : b; }
ALWAYS_INLINE int64_t min64(int64_t a, int64_t b) { return a < b ? a : b; }
ALWAYS_INLINE int64_t max64(int64_t a, int64_t b) { return a > b ? a : b; }

/// 2^x for x < 128, within 1.1e-7 of it; exactly 0 below -126.5 and exactly 1 at 0.
ALWAYS_INLINE vf exp2_of(vf x) {
    // Adding 1.5 * 2^23 rounds x to an integer n in the low bits; 127 more makes them the exponent bits of 2^n.
    const float shifter = 0x1.8p23f + 127;
    x = larger(splat(-127), x);
    vf shifted = x + shifter;
    vf power = (vf)((vi)shifted << 23);
    vf f = x - (shifted - shifter);
    // Minimax on [-1/2, 1/2] for the relative error, with p(0) = 1.
    vf p = splat(0x1.5bba24p-10f);
    p = p * f + 0x1.3cea90p-7f;
    p = p * f + 0x1.c6b752p-5f;
    p = p * f + 0x1.ebf9bcp-3f;
    p = p * f + 0x1.62e42ap-1f;
    p = p * f + 1.0f;
    return p * power;
}
