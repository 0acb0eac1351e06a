// The loops of attn_pool, compiled once for each instruction set. The including file defines
//
//     VECTOR        floats in a register
//     GROUP         registers of queries in a tile: a group is GROUP * VECTOR queries
//     TILE          keys in a tile; divides CHUNK_KEYS
//     POOL_ITEM     the name of the function that it makes
//
// Glossary: an item is up to 512 queries, what a thread works on at a time; a group is the queries whose scores are
// computed together, one query in each lane; a chunk is 96 keys; a cell is the block of weights that becomes one pixel.
//
// The weights of query i are w[j] = 2^(x[j] - x_top) / sum of 2^(x - x_top), with x[j] = scale log2(e) q.k[j]. Neither the
// scores nor the weights are ever stored for all keys. For each query the loops carry
//
//     reference     r: the largest score of the first chunk, raised when a score passes it by more than RAISE
//     sum           s = sum over the keys so far of 2^(c (score - r)), c = scale log2(e)
//
// and for each cell the part of that sum that falls into it, and its largest score. Raising r to r' multiplies every sum so
// far by 2^(c (r - r')). A reference that lags behind the largest score loses nothing, as floats go up to 2^127, and makes
// that multiplication rare. The end divides the cells by s.
//
// Queries are lanes and keys are broadcast: sums and maxima over keys are then operations between whole registers,
// whatever the width of a cell.
//
// Source: M. Milakov, N. Gimelshein, "Online normalizer calculation for softmax", 2018; T. Dao et al., "FlashAttention",
// NeurIPS 2022.

#include "PoolVectors.h"
#include "PoolScores.h"
#include "PoolSoftmax.h"
#include "PoolCells.h"

/// One chunk of keys for one group of queries: scores, references, maxima of cells, exponentials, sums of cells. Each step is a
/// loop of its own over the 96 keys, whose scores stay in the first-level cache: a single loop would need more registers than
/// AVX2 has, and reload the constants of `exp2_of` for every vector.
static void take_chunk(pool_work *work, int64_t group, int64_t key, int64_t end, int is_masked) {
    const attn_map *map = work->map;
    vf tops[GROUP];
    score_chunk(work, group, key, end, tops);
    if (is_masked) mask_chunk(work, group, key, end, tops);
    vi passes = {0};
    for (int g = 0; g < GROUP; g++) {
        const int64_t lanes = group * LANES + g * VECTOR;
        float *top = work->state.top + lanes;
        passes |= exponent_of(tops[g], load(work->state.reference + lanes), work->exponent_scale) > RAISE;
        store(top, larger(tops[g], load(top)));
        if (key == 0) store(work->state.first + lanes, load(work->scores + g * VECTOR));
    }
    if (__builtin_reduce_or(passes)) raise_references(work, group, tops);
    const pooled_keys pooled = pooled_part(work, key, end);
    if (map->maximum) pool_maxima(work, group, pooled);
    add_exponentials(work, group, end - key);
    if (map->mean) pool_sums(work, group, pooled);
    note_cells(work, group, pooled);
}

/// The keys that any query of a group attends to (first <= key < end), and those that all of its queries attend to.
typedef struct {
    int64_t first, end, common_first, common_end;
} key_range;

/// Clears the state of the item, and sets `ranges` for each of its groups.
static void start_item(pool_work *work, key_range ranges[]) {
    const attn_map *map = work->map;
    const int64_t rows = work->end_row - work->first_row, keys = map->keys.rows;
    for (int64_t group = 0; group * LANES < rows; group++) {
        key_range range = {keys, 0, 0, keys};
        for (int64_t row = group * LANES; row < (group + 1) * LANES; row++) {
            work->state.reference[row] = work->state.top[row] = work->state.first[row] = -INFINITY;
            work->state.sum[row] = work->state.lost[row] = 0;
            work->state.first_key[row] = 0;
            work->state.end_key[row] = (int32_t)keys;
            // Lanes without a query are computed like the others, and never read.
            if (row >= rows) continue;
            const int64_t query = work->first_row + row;
            const int64_t first = map->first_key ? max64(0, map->first_key[query]) : 0;
            const int64_t end = max64(first, map->end_key ? min64(keys, map->end_key[query]) : keys);
            work->state.first_key[row] = (int32_t)first;
            work->state.end_key[row] = (int32_t)end;
            range.common_first = max64(range.common_first, first);
            range.common_end = min64(range.common_end, end);
            if (first == end) continue;
            range.first = min64(range.first, first);
            range.end = max64(range.end, end);
        }
        ranges[group] = range;
        work->group_first_cell[group] = work->group_end_cell[group] = 0;
    }
}

/// Runs over all keys, block by block, and within a block over all groups.
static void take_keys(pool_work *work, const key_range ranges[], int64_t groups) {
    int64_t first = INT64_MAX, end = 0;
    for (int64_t group = 0; group < groups; group++) {
        first = min64(first, ranges[group].first);
        end = max64(end, ranges[group].end);
    }
    for (int64_t block = first / work->block_keys * work->block_keys; block < end; block += work->block_keys) {
        for (int64_t group = 0; group < groups; group++) {
            const key_range range = ranges[group];
            const int64_t stop = min64(range.end, block + work->block_keys);
            int64_t key = max64(block, range.first / CHUNK_KEYS * CHUNK_KEYS);
            for (; key < stop; key += CHUNK_KEYS) {
                const int64_t end_key = min64(stop, key + CHUNK_KEYS);
                take_chunk(work, group, key, end_key, key < range.common_first || end_key > range.common_end);
            }
        }
    }
}

void POOL_ITEM(pool_work *work) {
    key_range ranges[MOST_ITEM_ROWS / LANES];
    const int64_t groups = (work->end_row - work->first_row + LANES - 1) / LANES;
    pack_queries(work);
    start_item(work, ranges);
    take_keys(work, ranges, groups);
    finish_rows(work, groups);
    pool_rows(work, groups);
}
