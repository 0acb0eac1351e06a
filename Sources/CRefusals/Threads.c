// The `pthread_create` of the executable, see CRefusals.h.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>

#include "Refusals.h"

#if ATTN_REPLACES_FUNCTIONS

typedef int creating(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

// Set by the linker: the first byte of the executable, and the first one after its code.
extern char __executable_start, etext;

static int is_in_executable(const void *code) {
    return (uintptr_t)code >= (uintptr_t)&__executable_start && (uintptr_t)code < (uintptr_t)&etext;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    creating *create = (creating *)dlsym(RTLD_NEXT, "pthread_create");
    const int failure = create ? create(thread, attributes, start, argument) : ENOSYS;
    if (failure == EAGAIN && !is_in_executable(__builtin_return_address(0))) attn_refuse(0);
    return failure;
}

#endif
