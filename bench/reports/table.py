"""Rounds of bench_reports as one table: the median of each writer, beside the bare loop of its format."""
import statistics
import sys
from collections import defaultdict

speeds, memory, size = defaultdict(list), defaultdict(int), {}
for line in sys.stdin:
    who, form, speed, megabytes, weight = line.strip().split(";")
    speeds[who, form].append(int(speed))
    memory[who, form] = max(memory[who, form], int(megabytes))
    size[who, form] = weight
print(f"{'writer':<22}{'format':<8}{'lines a second':>16}{'to bare loop':>14}{'memory':>10}{'file':>9}")
for (who, form), found in speeds.items():
    median = statistics.median(found)
    print(f"{who:<22}{form:<8}{median:>16,.0f}{median / statistics.median(speeds['bare loop', form]):>14.2f}"
          f"{memory[who, form]:>7} MB{size[who, form]:>6} MB")
