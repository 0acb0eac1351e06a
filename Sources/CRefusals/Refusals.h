#ifndef REFUSALS_H
#define REFUSALS_H

#include <stddef.h>

// Whether this executable replaces functions of the C library. Sanitizers replace the same ones.
#if defined(__has_feature)
    #if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
        #define ATTN_HAS_SANITIZER 1
    #endif
#endif
#if defined(__GLIBC__) && !defined(ATTN_HAS_SANITIZER)
    #define ATTN_REPLACES_FUNCTIONS 1
#endif

/// Ends the program.
///
/// @param bytes the memory that was refused; 0 for a thread.
_Noreturn void attn_refuse(size_t bytes);

#endif
