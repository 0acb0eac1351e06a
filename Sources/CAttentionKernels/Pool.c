// The driver of attn_pool: it chooses the loops, divides the work into items, shares them among threads, and merges rows of
// cells that lie in two items.
//
// An item is up to 512 queries against all keys. The division depends on the problem alone, every item is computed by one
// thread, and shared rows are merged in the order of the items: the results are the same bits for any number of threads.

#include "PoolWork.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef void (*pool_item)(pool_work *);

/// What the threads of one call share.
typedef struct {
    const attn_map *map;
    pool_item run;
    pool_work plan;
    int threads;
    int64_t item_count;
    /// For each item two rows of cells, as in `pool_work.edges`; NULL when items share no row of cells.
    float *edges;
    int64_t edge_size;
    /// Pairs of a query and a key.
    double all_pairs;
    _Atomic int64_t done_pairs;
    /// Items are taken from the last to the first: with a causal mask the last ones are the longest.
    _Atomic int64_t items_left;
    atomic_int is_cancelled;
    atomic_int is_out_of_memory;
} pool_job;

int attn_has(attn_instructions instructions) {
    switch (instructions) {
    case ATTN_INSTRUCTIONS_BEST:
    case ATTN_INSTRUCTIONS_BASELINE:
        return 1;
#if defined(__x86_64__)
    case ATTN_INSTRUCTIONS_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case ATTN_INSTRUCTIONS_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
#endif
    default:
        return 0;
    }
}

static pool_item loops(attn_instructions instructions) {
    if (!attn_has(instructions)) return NULL;
#if defined(__x86_64__)
    if (instructions == ATTN_INSTRUCTIONS_BEST) {
        instructions = attn_has(ATTN_INSTRUCTIONS_AVX512) ? ATTN_INSTRUCTIONS_AVX512
            : attn_has(ATTN_INSTRUCTIONS_AVX2)            ? ATTN_INSTRUCTIONS_AVX2
                                                          : ATTN_INSTRUCTIONS_BASELINE;
    }
    if (instructions == ATTN_INSTRUCTIONS_AVX512) return attn_pool_item_avx512;
    if (instructions == ATTN_INSTRUCTIONS_AVX2) return attn_pool_item_avx2;
#endif
    return attn_pool_item_baseline;
}

static int64_t clamp(int64_t value, int64_t low, int64_t high) {
    return value < low ? low : value > high ? high : value;
}

/// Rounded down to full groups of lanes, whatever the instruction set.
static int64_t whole_groups(int64_t rows) { return rows / MOST_LANES * MOST_LANES; }

/// The queries of an item: few enough for several threads to have work and for the cells to fit into the caches, and as many
/// as that allows, because every item reads all keys.
static int64_t item_rows(int64_t queries, int64_t cell_columns) {
    const int64_t cache = 4 << 20, cell = 2 * sizeof(float), least_items = 32;
    const int64_t fitting = cache / cell / (cell_columns > 0 ? cell_columns : 1);
    const int64_t most = clamp(whole_groups(fitting), MOST_LANES, MOST_ITEM_ROWS);
    return clamp(whole_groups(queries / least_items + MOST_LANES - 1), MOST_LANES, most);
}

/// A block of keys takes at most a fraction of the second-level cache, whatever the number of features.
static int64_t block_keys(int64_t features) {
    const int64_t floats = BLOCK_CHUNKS * CHUNK_KEYS * 128;
    return clamp(floats / features / CHUNK_KEYS, 1, BLOCK_CHUNKS) * CHUNK_KEYS;
}

/// Allocates parts of one block of memory; with a block of NULL it only adds up their sizes.
typedef struct {
    char *block;
    size_t used;
} arena;

static void *take(arena *arena, size_t bytes) {
    void *part = arena->block ? arena->block + arena->used : NULL;
    arena->used += (bytes + 63) / 64 * 64;
    return part;
}

static void lay_out(pool_work *work, arena *arena) {
    const size_t rows = (size_t)work->item_rows, columns = (size_t)work->cell_columns;
    const size_t lines = rows * sizeof(float), groups = rows * sizeof(int64_t);
    pool_state *state = &work->state;
    float **arrays[] = {&state->reference, &state->top, &state->sum, &state->lost, &state->first};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) *arrays[i] = take(arena, lines);
    state->first_key = take(arena, rows * sizeof(int32_t));
    state->end_key = take(arena, rows * sizeof(int32_t));
    work->group_first_cell = take(arena, groups);
    work->group_end_cell = take(arena, groups);
    work->line_sums = take(arena, lines);
    work->line_maxima = take(arena, lines);
    work->scores = take(arena, CHUNK_KEYS * MOST_LANES * sizeof(float));
    work->packed_queries = take(arena, lines * (size_t)work->map->queries.features);
    work->cell_sums = take(arena, lines * columns);
    work->cell_tops = take(arena, lines * columns);
}

static int64_t pairs(const attn_map *map, int64_t first_row, int64_t end_row) {
    if (!map->first_key && !map->end_key) return (end_row - first_row) * map->keys.rows;
    int64_t sum = 0;
    for (int64_t row = first_row; row < end_row; row++) {
        const int64_t first = map->first_key ? clamp(map->first_key[row], 0, map->keys.rows) : 0;
        const int64_t end = map->end_key ? clamp(map->end_key[row], 0, map->keys.rows) : map->keys.rows;
        if (end > first) sum += end - first;
    }
    return sum;
}

/// Takes items until none is left. Only the calling thread reports progress.
static void work_on(pool_job *job, int is_caller) {
    pool_work work = job->plan;
    arena arena = {NULL, 0};
    lay_out(&work, &arena);
    if (posix_memalign((void **)&arena.block, 64, arena.used) != 0) {
        atomic_store(&job->is_out_of_memory, 1);
        return;
    }
    arena.used = 0;
    lay_out(&work, &arena);
    const attn_map *map = job->map;
    while (!atomic_load(&job->is_cancelled) && !atomic_load(&job->is_out_of_memory)) {
        const int64_t item = atomic_fetch_sub(&job->items_left, 1) - 1;
        if (item < 0) break;
        work.first_row = item * work.item_rows;
        work.end_row = clamp(work.first_row + work.item_rows, 0, map->queries.rows);
        work.edges = job->edges ? job->edges + item * job->edge_size : NULL;
        job->run(&work);
        const int64_t item_pairs = pairs(map, work.first_row, work.end_row);
        const int64_t done = atomic_fetch_add(&job->done_pairs, item_pairs) + item_pairs;
        if (!is_caller || !map->advanced) continue;
        const double share = job->all_pairs > 0 ? (double)done / job->all_pairs : 1;
        if (!map->advanced(map->context, share)) atomic_store(&job->is_cancelled, 1);
    }
    free(arena.block);
}

static void *helper(void *job) {
    work_on(job, 0);
    return NULL;
}

/// If a thread cannot be started, the others do its work.
static void work_together(pool_job *job) {
    const int threads = job->threads;
    pthread_t *helpers = threads > 1 ? calloc((size_t)threads, sizeof *helpers) : NULL;
    int started = 0;
    while (helpers && started < threads - 1 && pthread_create(&helpers[started], NULL, helper, job) == 0) started++;
    work_on(job, 1);
    for (int i = 0; i < started; i++) pthread_join(helpers[i], NULL);
    free(helpers);
}

/// Merges the rows of cells that lie in two items, and divides sums by the sizes of their cells.
static void put_together(const pool_job *job) {
    const attn_map *map = job->map;
    const int64_t columns = job->plan.cell_columns, rows = map->queries.rows;
    for (int64_t item = 0; job->edges && item < job->item_count; item++) {
        const int64_t first_row = item * job->plan.item_rows;
        const int64_t end_row = clamp(first_row + job->plan.item_rows, 0, rows);
        const int64_t first_cell_row = first_row / map->pool_rows, last_cell_row = (end_row - 1) / map->pool_rows;
        for (int edge = 0; edge < (first_cell_row == last_cell_row ? 1 : 2); edge++) {
            const int64_t cells = (edge == 0 ? first_cell_row : last_cell_row) * columns;
            const float *sums = job->edges + item * job->edge_size + edge * 2 * columns, *maxima = sums + columns;
            for (int64_t cell = 0; cell < columns; cell++) {
                if (map->mean) map->mean[cells + cell] += sums[cell];
                if (map->maximum && maxima[cell] > map->maximum[cells + cell]) map->maximum[cells + cell] = maxima[cell];
            }
        }
    }
    for (int64_t row = 0; map->mean && row < rows; row += map->pool_rows) {
        const double height = (double)clamp(map->pool_rows, 0, rows - row);
        float *mean = map->mean + row / map->pool_rows * columns;
        for (int64_t cell = 0; cell < columns; cell++) {
            const double width = (double)clamp(map->pool_columns, 0, map->column_count - cell * map->pool_columns);
            mean[cell] = (float)(mean[cell] / (height * width));
        }
    }
}

/// Divides the work; the number of threads has no part in it.
static pool_job plan(const attn_map *map) {
    pool_job job = {.map = map, .run = loops(map->instructions)};
    const int64_t rows = map->queries.rows, features = map->queries.features;
    const int64_t columns = (map->column_count + map->pool_columns - 1) / map->pool_columns;
    // With a scale of 0 the queries become 0 and the factor of exponents 1: 0 times a masked score, -infinity, would be NaN.
    const float exponent_scale = (map->scale < 0 ? -map->scale : map->scale) * 0x1.715476p+0f;
    job.plan = (pool_work){
        .map = map,
        .exponent_scale = exponent_scale > 0 ? exponent_scale : 1,
        .sign = exponent_scale > 0 ? (map->scale < 0 ? -1 : 1) : 0,
        .cell_columns = columns,
        .item_rows = item_rows(rows, columns),
        .block_keys = block_keys(features),
    };
    job.item_count = (rows + job.plan.item_rows - 1) / job.plan.item_rows;
    if (job.item_count > 1 && job.plan.item_rows % map->pool_rows != 0) job.edge_size = 4 * columns;
    job.all_pairs = (double)pairs(map, 0, rows);
    // Starting a thread takes longer than this little work.
    const double least_products = 4e6;
    const int is_small = job.all_pairs * (double)features < least_products;
    job.threads = is_small ? 1 : (int)clamp(map->threads, 1, job.item_count > 0 ? job.item_count : 1);
    return job;
}

double attn_pool_memory(const attn_map *map) {
    pool_job job = plan(map);
    arena arena = {NULL, 0};
    lay_out(&job.plan, &arena);
    return (double)arena.used * job.threads + (double)job.item_count * (double)job.edge_size * sizeof(float);
}

attn_status attn_pool(const attn_map *map) {
    pool_job job = plan(map);
    if (!job.run) return ATTN_NO_INSTRUCTIONS;
    const int64_t cells = (map->queries.rows + map->pool_rows - 1) / map->pool_rows * job.plan.cell_columns;
    if (map->mean) memset(map->mean, 0, (size_t)cells * sizeof(float));
    if (map->maximum) memset(map->maximum, 0, (size_t)cells * sizeof(float));
    if (job.edge_size > 0) {
        job.edges = calloc((size_t)(job.item_count * job.edge_size), sizeof(float));
        if (!job.edges) return ATTN_NO_MEMORY;
    }
    atomic_store(&job.items_left, job.item_count);
    work_together(&job);
    const int is_whole = !job.is_cancelled && !job.is_out_of_memory;
    if (is_whole) put_together(&job);
    free(job.edges);
    return job.is_out_of_memory ? ATTN_NO_MEMORY : job.is_cancelled ? ATTN_CANCELLED : ATTN_DONE;
}
