#include <sys/mman.h>
#include <unistd.h>

#include "CRefusals.h"
#include "Refusals.h"

static void (*on_refusal)(size_t bytes);

void attn_on_refusal(void (*refused)(size_t bytes)) { on_refusal = refused; }

// Calls only functions that are allowed in signal handlers, as the caller may hold a lock of the allocator.
_Noreturn void attn_refuse(size_t bytes) {
    static const char sentence[] = "attnviz: error: there is not enough memory to start\n";
    if (on_refusal) on_refusal(bytes);
    if (write(STDERR_FILENO, sentence, sizeof sentence - 1) < 0) _exit(74);
    _exit(74);
}

__attribute__((noinline)) static void touch(size_t bytes) {
    volatile char room[bytes];
    room[0] = 0;
}

void attn_reserve_stack(size_t bytes) {
    // The kernel lets the stack grow if it would map as much elsewhere.
    void *room = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED) attn_refuse(bytes);
    munmap(room, bytes);
    touch(bytes);
}
