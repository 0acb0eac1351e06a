#if defined(__linux__)
    #define _GNU_SOURCE
    #include <sched.h>
#endif

#include "CProcess.h"

#include <unistd.h>

int process_processor_count(void) {
#if defined(__linux__)
    // Containers and taskset may allow fewer processors than are online.
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0 && CPU_COUNT(&allowed) > 0) return CPU_COUNT(&allowed);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 1 ? (int)online : 1;
}
