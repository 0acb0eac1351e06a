#ifndef C_ATTENTION_KERNELS_H
#define C_ATTENTION_KERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The loops of attention that need SIMD. Nothing here keeps state between calls, and nothing runs before the first call.

/// Which instructions the loops use. Every set gives the same weights up to the last bits.
typedef enum {
    /// The best set that the processor has.
    ATTN_INSTRUCTIONS_BEST = 0,
    /// What every processor of the architecture has: SSE2 or NEON.
    ATTN_INSTRUCTIONS_BASELINE = 1,
    /// AVX2 with FMA.
    ATTN_INSTRUCTIONS_AVX2 = 2,
    /// AVX-512 F, DQ, VL and BW.
    ATTN_INSTRUCTIONS_AVX512 = 3,
} attn_instructions;

typedef enum {
    ATTN_DONE = 0,
    /// The caller's `advanced` asked to stop; the outputs are incomplete.
    ATTN_CANCELLED = 1,
    /// No memory for the work space.
    ATTN_NO_MEMORY = 2,
    /// The processor lacks the instructions that were asked for.
    ATTN_NO_INSTRUCTIONS = 3,
} attn_status;

/// A matrix of float32 in memory: each row `stride` elements after the one before it.
typedef struct {
    const float *elements;
    int64_t rows;
    int64_t features;
    int64_t stride;
} attn_matrix;

/// Queries, keys, and how the weights softmax(scale queries keysᵀ) are pooled.
typedef struct {
    /// All finite, with as many features as the keys; the products must be too: see `attn_scan`.
    attn_matrix queries;
    attn_matrix keys;
    /// Finite.
    float scale;
    /// Query i attends to the keys first_key[i] <= j < end_key[i], within the keys. Both NULL: to all keys.
    const int32_t *first_key;
    const int32_t *end_key;
    /// The keys that are pooled; the softmax runs over the others as well.
    int64_t first_column;
    int64_t column_count;
    /// The size of a cell. The last cells of a row or column may be smaller.
    int64_t pool_rows;
    int64_t pool_columns;
    /// The largest and the mean weight of each cell, row-major: ceil(queries / pool_rows) rows of
    /// ceil(column_count / pool_columns). Either may be NULL. Keys that a query may not attend to count with weight 0.
    float *maximum;
    float *mean;
    /// For each query the weight of the first key of all, pooled or not; may be NULL.
    float *first_weight;
    /// At least 1. The outputs are the same bits for any number.
    int threads;
    attn_instructions instructions;
    /// Progress: called on the calling thread, between items, with the share of the work that is done (0 to 1). The work
    /// stops when it returns 0. May be NULL.
    int (*advanced)(void *context, double share);
    void *context;
} attn_map;

/// Pools the weights. Memory beyond the outputs grows with the queries and with the columns, not with their product.
attn_status attn_pool(const attn_map *map);

/// The bytes that `attn_pool` allocates. Of the arrays it reads none but the limits of the rows.
double attn_pool_memory(const attn_map *map);

/// True when the processor has the instructions.
int attn_has(attn_instructions instructions);

/// The largest magnitude in a matrix, or -1 when an element is not finite; then `row` and `feature` say where the first
/// one is.
float attn_scan(const attn_matrix *matrix, int64_t *row, int64_t *feature);

#endif
