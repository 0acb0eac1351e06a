"""Prints a row of a Markdown table: the time and throughput of each stage of attnviz, by its --timings.

Usage: stages.py NAME AMOUNT UNIT -- COMMAND

AMOUNT is the number of items that the command processes, such as cells, and UNIT their name. Results are medians of five runs.
"""
import collections
import re
import statistics
import subprocess
import sys

split = sys.argv.index("--")
name, amount, unit = sys.argv[1:split]
times = collections.defaultdict(list)
for _ in range(5):
    run = subprocess.run(sys.argv[split + 1 :] + ["--timings"], check=True, capture_output=True, text=True)
    for stage, milliseconds in re.findall(r"^attnviz: ([a-z ]+): ([0-9.]+) ms$", run.stderr, re.MULTILINE):
        times[stage].append(float(milliseconds))
stages = []
for stage, values in times.items():
    median = statistics.median(values)
    # Timings have a resolution of 0.1 ms, too coarse for a rate of stages below 1 ms.
    rate = f" ({float(amount) / median / 1000:,.0f} M {unit}/s)" if median >= 1 else ""
    stages.append(f"{stage} {median:.1f} ms{rate}")
print(f"| {name} | {', '.join(stages)} |")
