#include "CAttentionKernels.h"

#include <string.h>

/// The bits of a float without its sign bit. As integers they are in the order of the magnitudes, followed by infinity and NaN;
/// unlike comparisons of floats, the maximum of integers vectorises without -ffast-math.
static int32_t magnitude_bits(float element) {
    int32_t bits;
    memcpy(&bits, &element, sizeof bits);
    return bits & INT32_MAX;
}

float attn_scan(const attn_matrix *matrix, int64_t *row, int64_t *feature) {
    const int32_t infinity = 0x7f800000;
    int32_t largest = 0;
    for (int64_t i = 0; i < matrix->rows; i++) {
        const float *elements = matrix->elements + i * matrix->stride;
        for (int64_t j = 0; j < matrix->features; j++) {
            const int32_t bits = magnitude_bits(elements[j]);
            largest = bits > largest ? bits : largest;
        }
        if (largest < infinity) continue;
        for (int64_t j = 0; j < matrix->features; j++) {
            if (magnitude_bits(elements[j]) < infinity) continue;
            *row = i;
            *feature = j;
            return -1;
        }
    }
    float magnitude;
    memcpy(&magnitude, &largest, sizeof magnitude);
    return magnitude;
}
