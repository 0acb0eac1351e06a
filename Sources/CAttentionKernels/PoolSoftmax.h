// The online softmax of a chunk: references, exponentials, and their sums for each query.

/// How far, as a power of two, a score may pass its reference. Rounding an exponent of up to 16 changes its exponential by
/// less than 7e-7.
static const float RAISE = 16;

/// The exponent of a score. The difference of scores near the reference is exact, however large they are. A fused multiply-add,
/// c score - (c reference), would save an operation, but adds the rounding error of (c reference) to every exponent: beyond
/// 2^31 it exceeds the range of exponents.
ALWAYS_INLINE vf exponent_of(vf score, vf reference, float c) { return (score - reference) * c; }

/// Raises each reference that the largest score of the chunk passes by more than RAISE, and rescales the sums so far.
static void raise_references(pool_work *work, int64_t group, const vf tops[GROUP]) {
    const float c = work->exponent_scale;
    for (int g = 0; g < GROUP; g++) {
        const int64_t lanes = group * LANES + g * VECTOR;
        const vf old = load(work->state.reference + lanes);
        // Before its first key a query has -infinity - -infinity, which is NaN and compares false.
        const vi passes = exponent_of(tops[g], old, c) > RAISE;
        const vf new = passes ? tops[g] : old;
        const vf step = passes ? larger(exponent_of(old, new, c), splat(-127)) : splat(0);
        const vf factor = exp2_of(step);
        const vf sum = load(work->state.sum + lanes);
        store(work->state.reference + lanes, new);
        store(work->state.sum + lanes, sum * factor);
        store(work->state.lost + lanes, load(work->state.lost + lanes) * factor);
        if (!work->map->mean) continue;
        for (int64_t cell = work->group_first_cell[group]; cell < work->group_end_cell[group]; cell++) {
            float *sums = work->cell_sums + (group * work->cell_columns + cell) * LANES + g * VECTOR;
            store(sums, load(sums) * factor);
        }
    }
}

/// The loop of `add_exponentials` with its condition as a constant. One vector of queries at a time: its sums and most constants
/// of `exp2_of` fit into 16 registers.
ALWAYS_INLINE void add_exponentials_if(pool_work *work, int64_t group, int64_t count, const int keeps_exponentials) {
    const float c = work->exponent_scale;
    for (int g = 0; g < GROUP; g++) {
        const int64_t lanes = group * LANES + g * VECTOR;
        vf reference = load(work->state.reference + lanes);
        // Before its first key a query has only scores of -infinity; any finite reference gives them weight 0.
        reference = reference == -INFINITY ? splat(0) : reference;
        vf total = splat(0);
        float *scores = work->scores + g * VECTOR, *const end = scores + count * LANES;
        for (; scores < end; scores += LANES) {
            const vf exponential = exp2_of(larger(splat(-127), exponent_of(load(scores), reference, c)));
            total += exponential;
            if (keeps_exponentials) store(scores, exponential);
        }
        // W. Kahan's summation: the sum of a row of a million keys is as good as that of a hundred.
        float *sum = work->state.sum + lanes, *lost = work->state.lost + lanes;
        const vf old = load(sum), added = total - load(lost), new = old + added;
        store(sum, new);
        store(lost, (new - old) - added);
    }
}

/// Adds the exponentials of a chunk's scores to the sums of the rows. They replace the scores where the mean is pooled.
NEVER_INLINE void add_exponentials(pool_work *work, int64_t group, int64_t count) {
    if (work->map->mean) {
        add_exponentials_if(work, group, count, 1);
    } else {
        add_exponentials_if(work, group, count, 0);
    }
}

/// Makes the sums relative to the largest score of each row, and writes the weights of the first key.
static void finish_rows(pool_work *work, int64_t groups) {
    float *first_weight = work->map->first_weight;
    const int64_t count = work->end_row - work->first_row;
    for (int64_t start = 0; start < groups * LANES; start += VECTOR) {
        const vf top = load(work->state.top + start), sum = load(work->state.sum + start);
        const vi has_key = top > -INFINITY;
        const vf lag = has_key ? exponent_of(top, load(work->state.reference + start), work->exponent_scale) : splat(0);
        const vf share = has_key ? sum * exp2_of(-lag) : splat(1);
        const vf distance = (load(work->state.first + start) - top) * work->exponent_scale;
        const vf first = has_key ? exp2_of(distance) / share : splat(0);
        for (int64_t lane = 0; first_weight && lane < min64(VECTOR, count - start); lane++) {
            first_weight[work->first_row + start + lane] = first[lane];
        }
        // `pool_rows` reads: the score that a row's maxima are relative to, the factor of its sums, that of its maxima.
        store(work->state.top + start, has_key ? top : splat(0));
        store(work->state.reference + start, exp2_of(-lag) / share);
        store(work->state.sum + start, 1 / share);
    }
}
