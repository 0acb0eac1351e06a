// The scores of a chunk of keys for a group of queries: a product of matrices, one tile of registers at a time.

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
    // Without unrolling, the loop's counter and branch take 2 to 4 % of the time.
#pragma clang loop unroll_count(4)
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
NEVER_INLINE void score_chunk(const pool_work *work, int64_t group, int64_t key, int64_t end, vf tops[GROUP]) {
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
