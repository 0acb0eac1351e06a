// The most multiplications and additions of float32 that the processor can do: a loop of independent fused multiply-adds in
// registers, with the widest vectors it has. Nothing that multiplies matrices is faster.
//     peak THREADS
// prints GF/s (1e9 operations a second, a multiply-add counts as two) of one thread and of THREADS threads. Time is processor
// time divided by the threads: what the machine does besides does not lower the rate.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

// More chains than latency times units (at most 4 x 4), as far as there are registers.
#define CHAINS_12(DO) DO(0) DO(1) DO(2) DO(3) DO(4) DO(5) DO(6) DO(7) DO(8) DO(9) DO(10) DO(11)
#define CHAINS_24(DO) \
    CHAINS_12(DO) DO(12) DO(13) DO(14) DO(15) DO(16) DO(17) DO(18) DO(19) DO(20) DO(21) DO(22) DO(23)
#define START(i) vector chain##i = {i};
#define STEP(i) chain##i = chain##i * factor + summand;
#define ADD(i) +chain##i

static volatile float factor_element = 0.999f, summand_element = 0.001f, sink;

#define LOOP(name, features, vector_bytes, CHAINS, count)                                                       \
    features static double name(long steps) {                                                                   \
        typedef float vector __attribute__((vector_size(vector_bytes)));                                        \
        const vector zero = {0}, factor = zero + factor_element, summand = zero + summand_element;              \
        CHAINS(START)                                                                                           \
        for (long step = 0; step < steps; step++) { CHAINS(STEP) }                                              \
        const vector sum = zero CHAINS(ADD);                                                                    \
        sink = sum[0];                                                                                          \
        return 2.0 * (count) * (vector_bytes / sizeof(float)) * (double)steps;                                  \
    }

#if defined(__x86_64__)
LOOP(sse2, , 16, CHAINS_12, 12)
LOOP(avx2, __attribute__((target("avx2,fma"))), 32, CHAINS_12, 12)
LOOP(avx512, __attribute__((target("avx512f"))), 64, CHAINS_24, 24)
#else
LOOP(baseline, , 16, CHAINS_24, 24)
#endif

typedef double (*loop)(long steps);

static loop widest(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return avx512;
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? avx2 : sse2;
#else
    return baseline;
#endif
}

static void *run(void *operations) {
    *(double *)operations = widest()(2000000);
    return NULL;
}

/// Processor time of all threads.
static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/// The best of several short runs: the others were disturbed.
static double peak(int threads) {
    double best = 0;
    pthread_t *helpers = calloc((size_t)threads, sizeof *helpers);
    double *operations = calloc((size_t)threads, sizeof *operations);
    if (!helpers || !operations) exit(71);
    for (int trial = 0; trial < 10; trial++) {
        const double start = seconds();
        for (int i = 1; i < threads; i++) {
            if (pthread_create(&helpers[i], NULL, run, &operations[i]) != 0) exit(71);
        }
        run(&operations[0]);
        double sum = operations[0];
        for (int i = 1; i < threads; i++) {
            pthread_join(helpers[i], NULL);
            sum += operations[i];
        }
        const double rate = sum / ((seconds() - start) / threads) / 1e9;
        if (rate > best) best = rate;
    }
    free(helpers);
    free(operations);
    return best;
}

int main(int count, char **arguments) {
    const int threads = count == 2 ? atoi(arguments[1]) : 0;
    if (threads < 1) return 64;
    printf("%.1f %.1f\n", peak(1), peak(threads));
    return 0;
}
