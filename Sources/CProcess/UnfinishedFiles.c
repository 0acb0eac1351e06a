#include "Private.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// A list that is read by signal handlers: they wait for `is_held`, which no thread holds while it can be interrupted.

typedef struct file {
    struct file *next;
    char path[];
} file;

static file *files = NULL;
static char farewell[32];
static size_t farewell_count = 0;

static atomic_bool is_held = false;
/// The thread that holds the list, while `is_held`.
static pthread_t holder;
/// The signal mask of that thread before.
static sigset_t holder_mask;

static bool try_to_hold(void) {
    bool expected = false;
    return atomic_compare_exchange_strong(&is_held, &expected, true);
}

static void wait_a_little(void) {
    const struct timespec time = {.tv_nsec = 100000};
    nanosleep(&time, NULL);
}

void process_files_hold(void) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (!try_to_hold()) wait_a_little();
    holder = pthread_self();
    holder_mask = before;
}

void process_files_release(void) {
    const sigset_t before = holder_mask;
    atomic_store(&is_held, false);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

bool process_files_add(const char *path) {
    const size_t size = strlen(path) + 1;
    file *added = malloc(sizeof(file) + size);
    if (added == NULL) return false;
    memcpy(added->path, path, size);
    added->next = files;
    files = added;
    return true;
}

void process_files_forget(const char *path) {
    for (file **link = &files; *link != NULL; link = &(*link)->next) {
        file *found = *link;
        if (strcmp(found->path, path) != 0) continue;
        *link = found->next;
        free(found);
        return;
    }
}

void process_set_farewell(const char *bytes, size_t count) {
    if (count > sizeof farewell) return;
    process_files_hold();
    memcpy(farewell, bytes, count);
    farewell_count = count;
    process_files_release();
}

void process_files_remove_all(void) {
    static atomic_bool has_begun = false;
    bool expected = false;
    if (!atomic_compare_exchange_strong(&has_begun, &expected, true)) {
        // The other thread ends the process.
        while (true) pause();
    }
    // The holder needs a moment for its renames. It is this thread if it has no memory left amid them; then their undoing is
    // lost, but no file is.
    for (int attempt = 0; !try_to_hold(); attempt++) {
        if (pthread_equal(holder, pthread_self()) || attempt > 100000) return;
        wait_a_little();
    }
    // Never released, so that no other file is created.
    for (const file *each = files; each != NULL; each = each->next) unlink(each->path);
    if (farewell_count > 0) {
        const ssize_t written = write(STDERR_FILENO, farewell, farewell_count);
        (void)written;
    }
}
