/// Memory and threads that the system refuses end the program with a sentence.
///
/// Neither the Swift runtime nor Cairo, Pango and GLib survive a refused allocation or thread: they abort with a stack trace, or
/// go on with a null pointer. Where the C library is glibc, an executable that links this target has allocation functions and a
/// `pthread_create` of its own. They call those of glibc, and when these fail a function of the program. Elsewhere, and under the
/// sanitizers of clang, which have allocators of their own, nothing changes.
#ifndef C_REFUSALS_H
#define C_REFUSALS_H

#include <stddef.h>

/// Sets the function that ends the program when a resource is refused.
///
/// @param refused called with the number of bytes of memory that were refused, or with 0 for a thread that a shared library
///     needs. (Code of the executable itself gets the error of `pthread_create`.) It must not allocate memory or take locks, and
///     must not return. Until it is set, the program exits with status 74 and a general sentence.
void attn_on_refusal(void (*refused)(size_t bytes));

/// Takes the address space that the stack of the calling thread will need, as a stack that cannot grow is a crash. If there is
/// none, it is refused memory.
///
/// @param bytes well below the limit of the stack.
void attn_reserve_stack(size_t bytes);

#endif
