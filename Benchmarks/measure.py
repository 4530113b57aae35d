"""Runs a command several times and prints its least wall time, CPU time and largest memory.

measure.py NAME REPEATS MOST_SECONDS MOST_MEGABYTES [EXIT_CODE…] -- COMMAND…

Ends with 1 where either limit is passed or the command ends with none of the exit codes, 0 and 1
unless others are given; its output is shown only then.
"""

import os
import subprocess
import sys
import tempfile
import time


def run(command):
    """One run: its exit code, wall seconds, CPU seconds, largest megabytes, and what it printed."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    cpu = usage.ru_utime + usage.ru_stime
    return os.waitstatus_to_exitcode(status), wall, cpu, usage.ru_maxrss / 1024, text


def main():
    name, repeats, most_seconds, most_megabytes = sys.argv[1:5]
    separator = sys.argv.index("--")
    # 1 says that an alert fired: the run itself is done.
    expected = [int(code) for code in sys.argv[5:separator]] or [0, 1]
    command = sys.argv[separator + 1 :]
    runs = []
    for _ in range(int(repeats)):
        code, wall, cpu, memory, text = run(command)
        if code not in expected:
            print(text[-2000:], file=sys.stderr)
            print(f"{name}: ended with {code}")
            return 1
        runs.append((wall, cpu, memory))
    wall, cpu, _ = min(runs)
    memory = max(memory for _, _, memory in runs)
    holds = wall <= float(most_seconds) and memory <= float(most_megabytes)
    verdict = "" if holds else f" – TOO MUCH, at most {most_seconds} s and {most_megabytes} MB"
    print(f"{name}: {wall:.3f} s, {cpu:.3f} s CPU, {memory:.0f} MB{verdict}")
    return 0 if holds else 1


sys.exit(main())
