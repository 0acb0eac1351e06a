#include "Private.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static process_mapping_failure mapping_failure;

/// What faults did before, such as printing a stack trace.
static struct sigaction earlier[NSIG];

void process_write(const char *const *texts, size_t count) {
    struct iovec parts[8];
    size_t used = 0;
    for (size_t index = 0; index < count && used < 8; index++) {
        parts[used].iov_base = (void *)texts[index];
        parts[used].iov_len = strlen(texts[index]);
        used += 1;
    }
    // If stderr cannot be written, there is nowhere to report it.
    const ssize_t written = writev(STDERR_FILENO, parts, (int)used);
    (void)written;
}

_Noreturn void process_exit_now(const char *before, const char *sentence, const char *after, int status) {
    process_files_remove_all();
    process_write((const char *const[]){before, sentence, after}, 3);
    _exit(status);
}

/// Ends the process by a signal, once the handler that calls this returns.
static void raise_finally(int number) {
    struct sigaction standard = {0};
    standard.sa_handler = SIG_DFL;
    sigaction(number, &standard, NULL);
    raise(number);
}

static void handle_request(int number) {
    process_files_remove_all();
    raise_finally(number);
}

static bool ignores(const struct sigaction *action) {
    return !(action->sa_flags & SA_SIGINFO) && action->sa_handler == SIG_IGN;
}

static void handle_fault(int number, siginfo_t *info, void *context) {
    (void)context;
    // Positive codes are those of the kernel: kill(2) gives 0, others negative ones.
    const bool is_fault = info->si_code > 0;
    if (!is_fault && ignores(&earlier[number])) return;
    const char *name = number == SIGBUS && is_fault ? process_mappings_find(info->si_addr) : NULL;
    process_files_remove_all();
    if (name != NULL) {
        process_write((const char *const[]){mapping_failure.before, name, mapping_failure.after}, 3);
        _exit(mapping_failure.status);
    }
    const bool is_abort = number == SIGABRT && info->si_pid == getpid();
    struct sigaction action = {0};
    action.sa_handler = SIG_DFL;
    if ((is_fault || is_abort) && !ignores(&earlier[number])) action = earlier[number];
    sigaction(number, &action, NULL);
    // The instruction of a fault is executed again, so that whoever looks finds its place, and abort(3) raises its signal
    // again. All others are raised here, blocked until the handler returns.
    const bool is_repeated = is_abort || (is_fault && number != SIGTRAP && number != SIGSYS);
    if (!is_repeated) raise_finally(number);
}

static bool is_ignored(int number) {
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && ignores(&action);
}

static void handle(int number, const struct sigaction *action, sigset_t *handled) {
    if (is_ignored(number)) return;
    sigaction(number, action, NULL);
    sigaddset(handled, number);
}

/// Requests to end, with SIGPIPE and SIGXFSZ left out.
static void handle_requests(struct sigaction *action, sigset_t *handled) {
    action->sa_handler = handle_request;
    const int numbers[] = {
        SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGXCPU,
#ifdef SIGPOLL
        SIGPOLL,
#endif
#ifdef SIGPWR
        SIGPWR,
#endif
#ifdef SIGSTKFLT
        SIGSTKFLT,
#endif
    };
    for (size_t index = 0; index < sizeof numbers / sizeof numbers[0]; index++) {
        handle(numbers[index], action, handled);
    }
#ifdef SIGRTMIN
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) handle(number, action, handled);
#endif
}

void process_handle_signals(process_mapping_failure failure) {
    mapping_failure = failure;

    struct sigaction action = {0};
    sigfillset(&action.sa_mask);
    sigset_t handled;
    sigemptyset(&handled);
    handle_requests(&action, &handled);

    // A stack that has overflown has no room for a handler.
    static char stack[1 << 16];
    const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
    sigaltstack(&alternate, NULL);
    action.sa_sigaction = handle_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS};
    for (size_t index = 0; index < sizeof faults / sizeof faults[0]; index++) {
        // The kernel does not let a process ignore its own faults.
        sigaction(faults[index], &action, &earlier[faults[index]]);
        sigaddset(&handled, faults[index]);
    }

    // Whoever starts a program from a thread that blocks signals blocks them there, too.
    pthread_sigmask(SIG_UNBLOCK, &handled, NULL);

    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}
