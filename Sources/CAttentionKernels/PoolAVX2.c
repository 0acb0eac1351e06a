#include "PoolWork.h"

#if defined(__x86_64__)
    #include <math.h>

    // 16 registers of eight floats: 12 hold products.
    #define VECTOR 8
    #define GROUP 2
    #define TILE 6
    #define POOL_ITEM attn_pool_item_avx2
    #pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
    #include "PoolBody.h"
    #pragma clang attribute pop
#endif
