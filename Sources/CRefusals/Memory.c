// The allocation functions of the executable, see CRefusals.h. The `free` of glibc takes their blocks.

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "Refusals.h"

#if ATTN_REPLACES_FUNCTIONS

extern void *__libc_malloc(size_t bytes);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t bytes);
extern void *__libc_memalign(size_t alignment, size_t bytes);

static void *checked(void *block, size_t bytes) {
    if (__builtin_expect(!block, 0)) attn_refuse(bytes > 0 ? bytes : 1);
    return block;
}

void *malloc(size_t bytes) { return checked(__libc_malloc(bytes), bytes); }

void *calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) bytes = SIZE_MAX;
    return checked(__libc_calloc(count, size), bytes);
}

void *realloc(void *old, size_t bytes) {
    void *block = __libc_realloc(old, bytes);
    // For 0 bytes the block was freed.
    return bytes > 0 ? checked(block, bytes) : block;
}

static int is_alignment(size_t alignment) { return alignment > 0 && (alignment & (alignment - 1)) == 0; }

void *memalign(size_t alignment, size_t bytes) { return checked(__libc_memalign(alignment, bytes), bytes); }

void *aligned_alloc(size_t alignment, size_t bytes) {
    if (!is_alignment(alignment)) {
        errno = EINVAL;
        return NULL;
    }
    return memalign(alignment, bytes);
}

int posix_memalign(void **block, size_t alignment, size_t bytes) {
    if (!is_alignment(alignment) || alignment % sizeof(void *) != 0) return EINVAL;
    *block = memalign(alignment, bytes);
    return 0;
}

#endif
