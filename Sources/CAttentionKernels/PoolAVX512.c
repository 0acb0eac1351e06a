#include "PoolWork.h"

#if defined(__x86_64__)
    #include <math.h>

    // 32 registers of sixteen floats: 24 hold products.
    #define VECTOR 16
    #define GROUP 4
    #define TILE 6
    #define POOL_ITEM attn_pool_item_avx512
    #pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw"))), apply_to = function)
    #include "PoolBody.h"
    #pragma clang attribute pop
#endif
