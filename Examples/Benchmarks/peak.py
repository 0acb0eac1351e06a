"""Prints a row of a Markdown table: the share of the processor's multiply-add peak that the kernel of attend reaches.

Usage: peak.py NAME OPERATIONS THREADS PEAK -- COMMAND

OPERATIONS is the number of float32 operations of the stage "compute" of COMMAND; PEAK is the program built from peak.c. The
first share is computed from the wall time of the stage. The second is computed from the processor time of the whole process,
which includes reading and drawing but is not affected by other work on the machine. PEAK and COMMAND run alternately; results
are medians of nine runs.
"""
import re
import resource
import statistics
import subprocess
import sys

split = sys.argv.index("--")
name, operations, threads, peak_program = sys.argv[1:split]


def peak_rates():
    run = subprocess.run([peak_program, threads], check=True, capture_output=True, text=True)
    return [float(rate) for rate in run.stdout.split()]


def kernel_rates():
    """Returns the GF/s by the wall time of the stage, and by the processor time of the process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(sys.argv[split + 1 :] + ["--timings"], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    milliseconds = re.search(r"^attnviz: compute: ([0-9.]+) ms$", run.stderr, re.MULTILINE)
    processor = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return float(operations) / float(milliseconds[1]) / 1e6, float(operations) / processor * int(threads) / 1e9


runs = [(*kernel_rates(), *peak_rates()) for _ in range(9)]
clock, processor, one, peak = (statistics.median(rates) for rates in zip(*runs))
clock_share = statistics.median(run[0] / run[3] for run in runs)
processor_share = statistics.median(run[1] / run[3] for run in runs)
print(
    f"| {name} | {peak:.0f} GF/s ({one:.0f} of one thread) "
    f"| {clock:.0f} GF/s, {clock_share:.0%} | {processor:.0f} GF/s, {processor_share:.0%} |"
)
