"""Times the processes of two commands, run alternately: compare.py [-n RUNS] NAME -- A ... -- B ...

Prints a row of a Markdown table: the median wall time and peak memory of each command, and the median of the ratios B / A of
consecutive runs, which is robust against drift of the machine's speed. Without B only A is timed.
"""
import os
import statistics
import sys
import time


def run(command):
    """Runs a command and returns its wall time in seconds and its peak resident memory in bytes."""
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        try:
            os.execvp(command[0], command)
        finally:
            os._exit(127)
    _, status, usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed with status {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
    return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def main():
    words = sys.argv[1:]
    runs = 11
    if words[:1] == ["-n"]:
        runs, words = int(words[1]), words[2:]
    first = words.index("--")
    second = words.index("--", first + 1) if "--" in words[first + 1 :] else len(words)
    name, commands = " ".join(words[:first]), [words[first + 1 : second], words[second + 1 :]]
    commands = [command for command in commands if command]
    for command in commands:
        run(command)  # fills the file cache
    times = [[run(command) for command in commands] for _ in range(runs)]
    median = lambda index, which: statistics.median(pair[index][which] for pair in times)
    cells = [f"{median(i, 0) * 1000:.0f} ms, {median(i, 1) / 2**20:.0f} MiB" for i in range(len(commands))]
    if len(commands) > 1:
        ratio = statistics.median(b[0] / a[0] for a, b in times)
        cells.append(f"{ratio:.0f} x" if ratio >= 10 else f"{ratio:.1f} x")
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


main()
