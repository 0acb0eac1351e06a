#include "PoolWork.h"

// What every processor of the architecture has: 16 registers of four floats on x86-64 (SSE2), 32 on arm64 (NEON).
#define VECTOR 4
#define GROUP 2
#if defined(__aarch64__)
    #define TILE 12
#else
    #define TILE 6
#endif
#define POOL_ITEM attn_pool_item_baseline
#include "PoolBody.h"
