#ifndef C_PROCESS_H
#define C_PROCESS_H

#include <stdbool.h>
#include <stddef.h>

/// What a process does when it is ended, and what it was started with.
///
/// Signal handlers may call few functions and take no lock that the interrupted thread may hold, which Swift cannot promise:
/// it may allocate memory anywhere. So the unfinished files and mapped files of the process are listed here.

// Arguments

/// The number of arguments, that of the program's name included; 0 where the system does not pass them to initialisers.
int process_argument_count(void);

/// The arguments as the kernel passed them. The Swift runtime reads them from /proc, which may not be mounted.
const char *const *process_arguments(void);

// Processors

/// How many processors this process may use: at least 1.
int process_processor_count(void);

// Unfinished files

/// Holds off the signals that end the process, and other threads that list files, until `process_files_release`.
void process_files_hold(void);
void process_files_release(void);

/// Lists a file to be removed when the process ends by a signal or by `process_exit_now`. Call it between hold and release.
///
/// Returns false if there is no memory for the path.
bool process_files_add(const char *path);

/// Stops listing a file. Call it between hold and release.
void process_files_forget(const char *path);

/// Bytes for stderr that come before any last message, such as those that clear a line of the terminal; at most 32.
void process_set_farewell(const char *bytes, size_t count);

/// Gives each of two files the name of the other one, at once. Returns 0, or the error number: ENOSYS where the system cannot.
int process_exchange(const char *one, const char *other);

// Mapped files

/// Lists a file that is mapped to memory.
///
/// `name` is the file in the message about a failed access.
void process_mappings_add(const void *start, size_t count, const char *name);
void process_mappings_forget(const void *start);

/// The name of the mapped file that holds an address; NULL if there is none.
const char *process_mappings_find(const void *address);

// The end

/// What is said about a mapped file that cannot be read any more: `before`, the name, `after`; and the exit status.
typedef struct {
    const char *before;
    const char *after;
    int status;
} process_mapping_failure;

/// From now on every signal whose default action is to end the process removes the unfinished files first. The process still
/// ends by that signal, except for SIGBUS at an address of a mapped file. SIGXFSZ and SIGPIPE are ignored, so that a write
/// fails with an error. Signals that are ignored stay ignored.
void process_handle_signals(process_mapping_failure failure);

/// Removes the unfinished files, writes the three texts to stderr and ends the process with `status`. Needs no memory, takes
/// no lock that could be held for good, runs no handlers of `exit`, and may be called on any thread and in a signal handler.
_Noreturn void process_exit_now(const char *before, const char *sentence, const char *after, int status);

#endif
