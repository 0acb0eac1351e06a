#ifndef POOL_WORK_H
#define POOL_WORK_H

#include "CAttentionKernels.h"

// Types shared by the driver (Pool.c) and the loops (PoolBody.h, compiled once for each instruction set).

enum {
    /// Scores in flight for each query: small enough for the first-level cache, a multiple of every tile (6 and 12 keys).
    CHUNK_KEYS = 96,
    /// Chunks in a block. All queries of an item pass over the keys of a block while it is in the second-level cache.
    BLOCK_CHUNKS = 5,
    /// The most queries of one lane group in any instruction set, and what the size of an item is a multiple of.
    MOST_LANES = 64,
    MOST_ITEM_ROWS = 512,
};

/// The state of the online softmax for each query of an item, as separate arrays of `item_rows` floats.
typedef struct {
    /// The score that exponents are relative to; -infinity before the first key.
    float *reference;
    float *top;
    /// The sum of exponentials, and the rounding error of its additions (W. Kahan).
    float *sum;
    float *lost;
    /// The score of the first key of all; -infinity when it is masked.
    float *first;
    /// The keys that a query attends to: first <= key < end.
    int32_t *first_key;
    int32_t *end_key;
} pool_state;

/// The work space of one thread, and the item that it works on.
typedef struct {
    const attn_map *map;
    /// scale log2(e), never negative: the sign of the scale goes into the queries.
    float exponent_scale;
    float sign;
    int64_t cell_columns;
    int64_t item_rows;
    int64_t block_keys;
    /// The item's queries: first_row <= i < end_row.
    int64_t first_row;
    int64_t end_row;

    /// The queries, transposed in groups of lanes: (group, feature, lane).
    float *packed_queries;
    /// (CHUNK_KEYS, lane)
    float *scores;
    pool_state state;
    /// (group, cell, lane): the sum of exponentials and the largest score of a row's part of a cell.
    float *cell_sums;
    float *cell_tops;
    /// For each group, the cells that hold values: first <= cell < end; end is 0 before the first one.
    int64_t *group_first_cell;
    int64_t *group_end_cell;
    /// One column of cells as weights: a float for each query.
    float *line_sums;
    float *line_maxima;

    /// Where the item's first and last row of cells go when they are shared with a neighbour: 2 rows of sums, 2 of maxima.
    /// NULL when no row of cells is shared.
    float *edges;
} pool_work;

void attn_pool_item_baseline(pool_work *work);
void attn_pool_item_avx2(pool_work *work);
void attn_pool_item_avx512(pool_work *work);

#endif
