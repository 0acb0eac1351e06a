// The loops of attn_pool, compiled once for each instruction set. The including file defines
//
//     VECTOR        floats in a register
//     GROUP         registers of queries in a tile: a group is GROUP * VECTOR queries
//     TILE          keys in a tile; divides CHUNK_KEYS
//     POOL_ITEM     the name of the function that it makes
//
// Glossary: an item is up to 512 queries, the work of one thread at a time; a group is the queries whose scores are computed
// together, one query in each lane; a chunk is 96 keys; a cell is the block of weights that becomes one pixel.
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

#include <math.h>

#pragma clang fp contract(fast)

#define LANES (GROUP * VECTOR)
#define ALWAYS_INLINE static inline __attribute__((always_inline))

typedef float vf __attribute__((ext_vector_type(VECTOR)));
typedef int32_t vi __attribute__((ext_vector_type(VECTOR)));
typedef vf vf_memory __attribute__((aligned(4), may_alias));
typedef vi vi_memory __attribute__((aligned(4), may_alias));

/// How far, as a power of two, a score may pass its reference. Rounding an exponent of up to 16 changes its exponential by
/// less than 7e-7.
static const float RAISE = 16;

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

/// Copies the item's queries into groups of lanes; lanes without a query are 0.
static void pack_queries(const pool_work *work) {
    const attn_matrix *queries = &work->map->queries;
    const int64_t features = queries->features, rows = work->end_row - work->first_row;
    for (int64_t group = 0; group * LANES < rows; group++) {
        float *packed = work->packed_queries + group * LANES * features;
        for (int64_t lane = 0; lane < LANES; lane++) {
            const int64_t row = group * LANES + lane;
            const float *query = queries->elements + (work->first_row + min64(row, rows - 1)) * queries->stride;
            for (int64_t feature = 0; feature < features; feature++) {
                packed[feature * LANES + lane] = row < rows ? work->sign * query[feature] : 0;
            }
        }
    }
}

/// The scores of TILE keys for one group.
ALWAYS_INLINE void score_tile(
    const float *queries, const float *const keys[TILE], int64_t features, float *scores, vf tops[GROUP]
) {
    vf products[TILE][GROUP] = {0};
    for (int64_t feature = 0; feature < features; feature++) {
        vf query[GROUP];
#pragma unroll
        for (int g = 0; g < GROUP; g++) query[g] = load(queries + feature * LANES + g * VECTOR);
#pragma unroll
        for (int k = 0; k < TILE; k++) {
            const vf key = splat(keys[k][feature]);
#pragma unroll
            for (int g = 0; g < GROUP; g++) products[k][g] += key * query[g];
        }
    }
#pragma unroll
    for (int k = 0; k < TILE; k++) {
#pragma unroll
        for (int g = 0; g < GROUP; g++) {
            store(scores + k * LANES + g * VECTOR, products[k][g]);
            tops[g] = larger(products[k][g], tops[g]);
        }
    }
}

/// The scores of the keys [key, end) for one group, and the largest for each query.
static void score_chunk(const pool_work *work, int64_t group, int64_t key, int64_t end, vf tops[GROUP]) {
    const attn_matrix *keys = &work->map->keys;
    const float *queries = work->packed_queries + group * LANES * keys->features;
    vf largest[GROUP];
    for (int g = 0; g < GROUP; g++) largest[g] = splat(-INFINITY);
    for (int64_t first = key; first < end; first += TILE) {
        // A tile that reaches beyond the end repeats the last key, which changes no maximum.
        const float *tile[TILE];
        for (int k = 0; k < TILE; k++) tile[k] = keys->elements + min64(first + k, end - 1) * keys->stride;
        score_tile(queries, tile, keys->features, work->scores + (first - key) * LANES, largest);
    }
    for (int g = 0; g < GROUP; g++) tops[g] = largest[g];
}

/// Makes the score of each masked key -infinity, which has weight 0 and is never the largest.
static void mask_chunk(const pool_work *work, int64_t group, int64_t key, int64_t end, vf tops[GROUP]) {
    for (int g = 0; g < GROUP; g++) {
        const vi first_key = load_keys(work->state.first_key + group * LANES + g * VECTOR);
        const vi end_key = load_keys(work->state.end_key + group * LANES + g * VECTOR);
        vf largest = splat(-INFINITY);
        for (int64_t j = key; j < end; j++) {
            const vi place = (vi)((int32_t)j);
            float *scores = work->scores + (j - key) * LANES + g * VECTOR;
            const vf kept = ((place >= first_key) & (place < end_key)) ? load(scores) : splat(-INFINITY);
            store(scores, kept);
            largest = larger(kept, largest);
        }
        tops[g] = largest;
    }
}

/// Raises the references that the largest scores of a chunk pass by too much, and makes all sums relative to the new ones.
static void raise_references(pool_work *work, int64_t group, const vf tops[GROUP]) {
    const float c = work->exponent_scale;
    for (int g = 0; g < GROUP; g++) {
        const int64_t lanes = group * LANES + g * VECTOR;
        const vf old = load(work->state.reference + lanes);
        // No reference yet, and still no key: infinity - infinity is not larger than anything.
        const vi passes = (tops[g] - old) * c > RAISE;
        const vf new = passes ? tops[g] : old;
        const vf step = passes ? larger((old - new) * c, splat(-127)) : splat(0);
        const vf factor = exp2_of(step);
        const vf sum = load(work->state.sum + lanes);
        store(work->state.reference + lanes, new);
        store(work->state.moment + lanes, (load(work->state.moment + lanes) + step * sum) * factor);
        store(work->state.sum + lanes, sum * factor);
        store(work->state.lost + lanes, load(work->state.lost + lanes) * factor);
        if (!work->map->mean) continue;
        for (int64_t cell = work->group_first_cell[group]; cell < work->group_end_cell[group]; cell++) {
            float *sums = work->cell_sums + (group * work->cell_columns + cell) * LANES + g * VECTOR;
            store(sums, load(sums) * factor);
        }
    }
}

/// Adds the exponentials of a chunk's scores to the cells and to the sums of the rows.
ALWAYS_INLINE void add_chunk(pool_work *work, int64_t group, int64_t key, int64_t end, const int wants_moment) {
    const attn_map *map = work->map;
    const float c = work->exponent_scale;
    const int64_t lanes = group * LANES, end_column = map->first_column + map->column_count;
    vf reference[GROUP], total[GROUP], moment[GROUP];
#pragma unroll
    for (int g = 0; g < GROUP; g++) {
        reference[g] = load(work->state.reference + lanes + g * VECTOR);
        // Before its first key a query has only scores of -infinity; any finite reference gives them weight 0.
        reference[g] = reference[g] == -INFINITY ? splat(0) : reference[g];
        total[g] = moment[g] = splat(0);
    }
    while (key < end) {
        // The keys that fall into one cell, or that are drawn in none.
        int64_t cell = -1, stop = end;
        if (key < map->first_column) {
            stop = min64(end, map->first_column);
        } else if (key < end_column) {
            cell = (key - map->first_column) / map->pool_columns;
            stop = min64(end, min64(end_column, map->first_column + (cell + 1) * map->pool_columns));
        }
        const float *scores = work->scores + (key % CHUNK_KEYS) * LANES;
        vf sums[GROUP], tops[GROUP];
#pragma unroll
        for (int g = 0; g < GROUP; g++) {
            sums[g] = splat(0);
            tops[g] = splat(-INFINITY);
        }
        for (; key < stop; key++, scores += LANES) {
#pragma unroll
            for (int g = 0; g < GROUP; g++) {
                const vf score = load(scores + g * VECTOR);
                const vf exponent = (score - reference[g]) * c;
                const vf exponential = exp2_of(exponent);
                tops[g] = larger(score, tops[g]);
                sums[g] += exponential;
                if (wants_moment) moment[g] += exponential * larger(exponent, splat(-127));
            }
        }
#pragma unroll
        for (int g = 0; g < GROUP; g++) total[g] += sums[g];
        if (cell < 0) continue;
        const int64_t place = (group * work->cell_columns + cell) * LANES;
        const int goes_on = cell < work->group_end_cell[group];
        if (!goes_on) {
            if (work->group_end_cell[group] == 0) work->group_first_cell[group] = cell;
            work->group_end_cell[group] = cell + 1;
        }
#pragma unroll
        for (int g = 0; g < GROUP; g++) {
            float *cell_sums = work->cell_sums + place + g * VECTOR, *cell_tops = work->cell_tops + place + g * VECTOR;
            if (map->mean) store(cell_sums, goes_on ? load(cell_sums) + sums[g] : sums[g]);
            if (map->maximum) store(cell_tops, goes_on ? larger(tops[g], load(cell_tops)) : tops[g]);
        }
    }
    // W. Kahan's summation: the sum of a row of a million keys is as good as that of a hundred.
#pragma unroll
    for (int g = 0; g < GROUP; g++) {
        float *sum = work->state.sum + lanes + g * VECTOR, *lost = work->state.lost + lanes + g * VECTOR;
        float *all = work->state.moment + lanes + g * VECTOR;
        const vf old = load(sum), added = total[g] - load(lost), new = old + added;
        store(sum, new);
        store(lost, (new - old) - added);
        if (wants_moment) store(all, load(all) + moment[g]);
    }
}

static void add_chunk_plain(pool_work *work, int64_t group, int64_t key, int64_t end) {
    add_chunk(work, group, key, end, 0);
}

static void add_chunk_with_moment(pool_work *work, int64_t group, int64_t key, int64_t end) {
    add_chunk(work, group, key, end, 1);
}

/// One chunk of keys for one group of queries.
static void take_chunk(pool_work *work, int64_t group, int64_t key, int64_t end, int is_masked) {
    vf tops[GROUP];
    score_chunk(work, group, key, end, tops);
    if (is_masked) mask_chunk(work, group, key, end, tops);
    vi passes = {0};
    for (int g = 0; g < GROUP; g++) {
        const int64_t lanes = group * LANES + g * VECTOR;
        float *top = work->state.top + lanes;
        passes |= (tops[g] - load(work->state.reference + lanes)) * work->exponent_scale > RAISE;
        store(top, larger(tops[g], load(top)));
        if (key == 0) store(work->state.first + lanes, load(work->scores + g * VECTOR));
    }
    if (__builtin_reduce_or(passes)) raise_references(work, group, tops);
    if (work->map->rows.shortfall) {
        add_chunk_with_moment(work, group, key, end);
    } else {
        add_chunk_plain(work, group, key, end);
    }
}

/// The keys that queries of a group attend to, and those that all of them do.
typedef struct {
    int64_t first, end, common_first, common_end;
} key_range;

/// Clears the state of the item and notes which keys its queries attend to.
static void start_item(pool_work *work, key_range ranges[]) {
    const attn_map *map = work->map;
    const int64_t rows = work->end_row - work->first_row, keys = map->keys.rows;
    for (int64_t group = 0; group * LANES < rows; group++) {
        key_range range = {keys, 0, 0, keys};
        for (int64_t row = group * LANES; row < (group + 1) * LANES; row++) {
            work->state.reference[row] = work->state.top[row] = work->state.first[row] = -INFINITY;
            work->state.sum[row] = work->state.lost[row] = work->state.moment[row] = 0;
            work->state.first_key[row] = 0;
            work->state.end_key[row] = (int32_t)keys;
            // Lanes without a query go along with the others: nothing reads them.
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

/// Makes the sums relative to the largest score of each row, and writes what the caller wants to know about rows.
static void finish_rows(pool_work *work, int64_t groups) {
    const attn_rows *rows = &work->map->rows;
    const int64_t count = work->end_row - work->first_row;
    for (int64_t start = 0; start < groups * LANES; start += VECTOR) {
        const vf top = load(work->state.top + start), sum = load(work->state.sum + start);
        const vi has_key = top > -INFINITY;
        const vf lag = has_key ? (top - load(work->state.reference + start)) * work->exponent_scale : splat(0);
        const vf share = has_key ? sum * exp2_of(-lag) : splat(1);
        const vf distance = (load(work->state.first + start) - top) * work->exponent_scale;
        const vf first = has_key ? exp2_of(distance) / share : splat(0);
        const vf moment = lag - load(work->state.moment + start) / (has_key ? sum : splat(1));
        for (int64_t lane = 0; lane < min64(VECTOR, count - start); lane++) {
            const int64_t row = work->first_row + start + lane;
            const float score = has_key[lane] ? top[lane] * fabsf(work->map->scale) : 0;
            if (rows->top_score) rows->top_score[row] = score;
            if (rows->sum) rows->sum[row] = has_key[lane] ? share[lane] : 0;
            if (rows->shortfall) {
                rows->shortfall[row] = has_key[lane] && moment[lane] > 0 ? moment[lane] * 0x1.62e430p-1f : 0;
            }
            if (rows->first_weight) rows->first_weight[row] = first[lane];
        }
        // From here on: what a row's maxima are relative to, and the factors of its sums and of its maxima.
        store(work->state.top + start, has_key ? top : splat(0));
        store(work->state.reference + start, exp2_of(-lag) / share);
        store(work->state.sum + start, 1 / share);
    }
}

/// One column of cells as weights, one for each query of the item: each row's part of its cell.
static void weigh_column(const pool_work *work, int64_t cell, int64_t groups) {
    for (int64_t group = 0; group < groups; group++) {
        const int is_empty = cell < work->group_first_cell[group] || cell >= work->group_end_cell[group];
        const int64_t place = (group * work->cell_columns + cell) * LANES;
        for (int g = 0; g < GROUP; g++) {
            const int64_t lanes = group * LANES + g * VECTOR;
            if (work->map->mean) {
                const vf factor = load(work->state.reference + lanes);
                store(work->line_sums + lanes, is_empty ? splat(0) : load(work->cell_sums + place + g * VECTOR) * factor);
            }
            if (work->map->maximum) {
                const vf factor = load(work->state.sum + lanes), top = load(work->state.top + lanes);
                const vf score = is_empty ? splat(-INFINITY) : load(work->cell_tops + place + g * VECTOR);
                store(work->line_maxima + lanes, exp2_of((score - top) * work->exponent_scale) * factor);
            }
        }
    }
}

/// The sum of a part of a column.
ALWAYS_INLINE float total(const float *weights, int64_t count) {
    float sum = 0;
    int64_t row = 0;
    if (count >= VECTOR) {
        vf sums = splat(0);
        for (; row + VECTOR <= count; row += VECTOR) sums += load(weights + row);
        float lanes[VECTOR];
        store(lanes, sums);
#pragma unroll
        for (int half = VECTOR / 2; half > 0; half /= 2) {
#pragma unroll
            for (int lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
        }
        sum = lanes[0];
    }
    for (; row < count; row++) sum += weights[row];
    return sum;
}

/// The largest of a part of a column; weights are not negative.
ALWAYS_INLINE float largest(const float *weights, int64_t count) {
    float maximum = 0;
    int64_t row = 0;
    if (count >= VECTOR) {
        vf maxima = splat(0);
        for (; row + VECTOR <= count; row += VECTOR) maxima = larger(load(weights + row), maxima);
        maximum = __builtin_reduce_max(maxima);
    }
    for (; row < count; row++) maximum = weights[row] > maximum ? weights[row] : maximum;
    return maximum;
}

/// Pools the item's cells over queries and writes them: sums of weights, and maxima.
static void pool_rows(const pool_work *work, int64_t groups) {
    const attn_map *map = work->map;
    const int64_t columns = work->cell_columns, first_cell_row = work->first_row / map->pool_rows;
    int64_t first = columns, end = 0;
    for (int64_t group = 0; group < groups; group++) {
        if (work->group_end_cell[group] == 0) continue;
        first = min64(first, work->group_first_cell[group]);
        end = max64(end, work->group_end_cell[group]);
    }
    for (int64_t cell = first; cell < end; cell++) {
        weigh_column(work, cell, groups);
        for (int64_t cell_row = first_cell_row; cell_row * map->pool_rows < work->end_row; cell_row++) {
            const int64_t start = cell_row * map->pool_rows, stop = min64(start + map->pool_rows, map->queries.rows);
            const int64_t row = max64(start, work->first_row) - work->first_row;
            const int64_t count = min64(stop, work->end_row) - work->first_row - row;
            // What is shared with a neighbouring item is put together at the end, in the order of the items.
            const int is_shared = start < work->first_row || stop > work->end_row;
            float *edge = is_shared ? work->edges + (cell_row == first_cell_row ? 0 : 2 * columns) : NULL;
            if (map->mean) {
                float *cells = is_shared ? edge : map->mean + cell_row * columns;
                cells[cell] = total(work->line_sums + row, count);
            }
            if (map->maximum) {
                float *cells = is_shared ? edge + columns : map->maximum + cell_row * columns;
                cells[cell] = largest(work->line_maxima + row, count);
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
