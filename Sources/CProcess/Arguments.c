#include "CProcess.h"

static int count = 0;
static const char *const *arguments = NULL;

#if defined(__GLIBC__) || defined(__APPLE__)
// glibc and dyld pass the arguments of main to initialisers; musl does not.
__attribute__((constructor)) static void keep(int argument_count, const char *const *values) {
    count = argument_count;
    arguments = values;
}
#endif

int process_argument_count(void) { return count; }

const char *const *process_arguments(void) { return arguments; }
