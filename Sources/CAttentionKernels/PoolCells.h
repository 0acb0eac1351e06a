// Pooling into cells: over keys after each chunk, for each query by itself; over queries at the end of the item.

/// The keys of a chunk that are pooled (first <= key < end), the cell of the first one, and its scores or exponentials.
typedef struct {
    int64_t first, end, cell;
    const float *values;
} pooled_keys;

/// The keys key <= j < end of a chunk without those that are not pooled.
ALWAYS_INLINE pooled_keys pooled_part(const pool_work *work, int64_t key, int64_t end) {
    const attn_map *map = work->map;
    const int64_t first = max64(key, map->first_column), stop = min64(end, map->first_column + map->column_count);
    if (first >= stop) return (pooled_keys){0, 0, 0, NULL};
    const int64_t cell = (first - map->first_column) / map->pool_columns;
    return (pooled_keys){first, stop, cell, work->scores + (first - key) * LANES};
}

/// Pools the keys into the group's part of `all_cells`. `is_sum` is a constant of the caller: the sum, else the maximum.
ALWAYS_INLINE void pool_keys(
    const pool_work *work, int64_t group, pooled_keys keys, float *all_cells, const int is_sum
) {
    const attn_map *map = work->map;
    const float *values = keys.values;
    float *cells = all_cells + group * work->cell_columns * LANES;
    int64_t key = keys.first, cell_end = map->first_column + (keys.cell + 1) * map->pool_columns;
    for (int64_t cell = keys.cell; key < keys.end; cell++, cell_end += map->pool_columns) {
        const int64_t stop = min64(keys.end, cell_end);
        vf pooled[GROUP];
#pragma unroll
        for (int g = 0; g < GROUP; g++) pooled[g] = splat(is_sum ? 0 : -INFINITY);
        for (; key < stop; key++, values += LANES) {
#pragma unroll
            for (int g = 0; g < GROUP; g++) {
                const vf value = load(values + g * VECTOR);
                pooled[g] = is_sum ? pooled[g] + value : larger(value, pooled[g]);
            }
        }
        // The first cell may hold keys of the chunk before.
        const int goes_on = cell < work->group_end_cell[group];
#pragma unroll
        for (int g = 0; g < GROUP; g++) {
            float *to = cells + cell * LANES + g * VECTOR;
            const vf so_far = goes_on ? load(to) : splat(is_sum ? 0 : -INFINITY);
            store(to, is_sum ? so_far + pooled[g] : larger(pooled[g], so_far));
        }
    }
}

NEVER_INLINE void pool_maxima(const pool_work *work, int64_t group, pooled_keys keys) {
    pool_keys(work, group, keys, work->cell_tops, 0);
}

NEVER_INLINE void pool_sums(const pool_work *work, int64_t group, pooled_keys keys) {
    pool_keys(work, group, keys, work->cell_sums, 1);
}

/// Extends the range of the group's cells that hold values.
ALWAYS_INLINE void note_cells(pool_work *work, int64_t group, pooled_keys keys) {
    if (keys.first >= keys.end) return;
    if (work->group_end_cell[group] == 0) work->group_first_cell[group] = keys.cell;
    work->group_end_cell[group] = (keys.end - 1 - work->map->first_column) / work->map->pool_columns + 1;
}

/// Turns one column of cells, for each query of the item, from sums and scores into weights.
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
            // A row of cells that is shared with a neighbouring item is merged at the end, in the order of the items.
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
