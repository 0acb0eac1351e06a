#include "Private.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// A table that a signal handler may read at any moment: a slot is in use once its start is stored.

typedef struct {
    atomic_uintptr_t start;
    atomic_uintptr_t end;
    _Atomic(char *) name;
} mapping;

enum { slot_count = 4096 };
static mapping mappings[slot_count];
/// Marks a slot that is being filled.
static const uintptr_t claimed = UINTPTR_MAX;

void process_mappings_add(const void *start, size_t count, const char *name) {
    const uintptr_t address = (uintptr_t)start;
    for (int index = 0; index < slot_count; index++) {
        uintptr_t expected = 0;
        if (!atomic_compare_exchange_strong(&mappings[index].start, &expected, claimed)) continue;
        atomic_store(&mappings[index].end, address + count);
        atomic_store(&mappings[index].name, strdup(name));
        atomic_store(&mappings[index].start, address);
        return;
    }
}

void process_mappings_forget(const void *start) {
    for (int index = 0; index < slot_count; index++) {
        uintptr_t expected = (uintptr_t)start;
        if (!atomic_compare_exchange_strong(&mappings[index].start, &expected, claimed)) continue;
        free(atomic_exchange(&mappings[index].name, NULL));
        atomic_store(&mappings[index].start, 0);
        return;
    }
}

const char *process_mappings_find(const void *address) {
    for (int index = 0; index < slot_count; index++) {
        const uintptr_t start = atomic_load(&mappings[index].start);
        if (start == 0 || start == claimed) continue;
        if ((uintptr_t)address < start || (uintptr_t)address >= atomic_load(&mappings[index].end)) continue;
        // NULL if there was no memory for the name.
        const char *name = atomic_load(&mappings[index].name);
        return name == NULL ? "an input" : name;
    }
    return NULL;
}
