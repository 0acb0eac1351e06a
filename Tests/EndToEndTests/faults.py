#!/usr/bin/env python3
"""Ends runs of the program at random moments, and fails their system calls, and looks at what they leave.

A run that fails leaves all old files as they were and no other file; a run that succeeds replaces all. Counts of what was found
are printed, and the exit status is 1 if anything else was.

    faults.py signals PROGRAM [COUNT]   signals at random moments (2000)
    faults.py calls PROGRAM             system calls that fail, by strace
"""

import collections
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

OLD = b"old"
QUERIES = "0.5,0.5\n0.25,0.75\n"
RUNS = [
    (["render", "m.csv", "-o", "a.svg", "-o", "b.png", "-o", "c.pdf"], ["a.svg", "b.png", "c.pdf"]),
    (
        ["attend", "--queries", "m.csv", "--keys", "m.csv", "-o", "a.svg", "--save-weights", "w.npy"],
        ["a.svg", "w.npy"],
    ),
    (
        ["render", "m.csv", "-o", "a.svg", "-o", "b.png", "--save-weights", "w.npz"],
        ["a.svg", "b.png", "w.npz"],
    ),
]
SIGNALS = [
    "SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGXCPU", "SIGSEGV",
    "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE",
]
CALLS = {
    "write": ["ENOSPC", "EIO", "EINTR", "EFBIG"],
    "fsync": ["EIO", "ENOSPC", "EINTR"],
    "renameat2": ["EIO", "EACCES", "ENOSYS", "EINVAL"],
    "fchmod": ["EPERM"],
    "fchown": ["EPERM"],
    "openat": ["EMFILE", "ENFILE", "EINTR"],
    "close": ["EIO", "EINTR"],
    "read": ["EIO", "EINTR"],
    "readlink": ["EIO"],
}
# The statuses of the program, and that of the dynamic linker, which reads files before the program begins.
STATUSES = {0, 64, 65, 66, 73, 74, 127}


def reset(names):
    for name in names:
        with open(name, "wb") as file:
            file.write(OLD)


def state(names, new):
    """What the files hold, and what else is in the folder; files that are no longer in the way are removed."""
    kinds = set()
    for name in names:
        with open(name, "rb") as file:
            content = file.read()
        kinds.add("old" if content == OLD else "new" if content == new[name] else "half")
    left = [name for name in os.listdir() if name.endswith(".tmp")]
    for name in left:
        os.unlink(name)
    return kinds, left


def complete(program, arguments, names):
    """The files of a run that nothing disturbs, and its duration in seconds."""
    reset(names)
    start = time.monotonic()
    subprocess.run([program] + arguments, check=True, capture_output=True)
    duration = time.monotonic() - start
    return {name: open(name, "rb").read() for name in names}, duration


def judge(counts, found, status, kinds, left, what):
    """Counts what a run left. `found` gets what it should not have."""
    kind = "mixed" if len(kinds) > 1 else next(iter(kinds))
    counts[kind] += 1
    counts["left"] += bool(left)
    is_right = kind == "new" if status == 0 else kind == "old"
    # A signal may come after the files have been replaced.
    if status < 0:
        is_right = kind in ("old", "new")
    if not is_right or left:
        found.append((what, status, sorted(kinds), left))


def send_signals(program, count):
    random.seed(13)
    counts, found = collections.Counter(), []
    complete_runs = [(run, complete(program, *run)) for run in RUNS]
    for index in range(count):
        (arguments, names), (new, duration) = complete_runs[index % len(RUNS)]
        reset(names)
        process = subprocess.Popen([program] + arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        # Half of the signals come near the end, where files are written.
        low = 0.7 if index % 2 else 0
        time.sleep(random.uniform(low, 1.1) * duration)
        name = random.choice(SIGNALS)
        process.send_signal(getattr(signal, name))
        try:
            status = process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            found.append((name, "does not end"))
            process.wait()
            continue
        counts["ended by the signal" if status < 0 else "finished before it"] += 1
        judge(counts, found, status, *state(names, new), (arguments, name))
    return counts, found


def fail_calls(program):
    counts, found = collections.Counter(), []
    arguments, names = RUNS[2]
    new, _ = complete(program, arguments, names)
    reset(names)
    traced = ["strace", "-f", "-o", "trace", "-e", "trace=" + ",".join(CALLS), program] + arguments
    subprocess.run(traced, capture_output=True)
    numbers = collections.Counter(re.findall(r"^\d+\s+(\w+)\(", open("trace").read(), re.M))
    for call, errors in CALLS.items():
        for error in errors:
            for position in range(1, numbers[call] + 1, max(1, numbers[call] // 60)):
                reset(names)
                fault = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={position}"]
                run = ["strace", "-f", "-o", "/dev/null"] + fault + [program] + arguments
                status = subprocess.run(run, capture_output=True, timeout=60).returncode
                what = f"{call} {position}: {error}"
                judge(counts, found, status, *state(names, new), what)
                if status not in STATUSES:
                    found.append((what, status))
    return counts, found


def main():
    task, program = sys.argv[1], os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("m.csv", "w") as file:
            file.write(QUERIES)
        if task == "signals":
            counts, found = send_signals(program, int(sys.argv[3]) if len(sys.argv) > 3 else 2000)
        else:
            counts, found = fail_calls(program)
        os.chdir("/")
    for kind in sorted(set(counts) | {"old", "new", "half", "mixed", "left"}):
        print(f"{counts[kind]:6} {kind}")
    for what in found[:40]:
        print("wrong:", *what)
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
