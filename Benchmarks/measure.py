"""Runs commands and tells their wall time, CPU time and largest memory.

As a program it runs one command several times and prints the least wall time:

measure.py NAME REPEATS MOST_SECONDS MOST_MEGABYTES [EXIT_CODE…] -- COMMAND…

It ends with 1 where either limit is passed or the command ends with none of the exit codes, 0 and 1
unless others are given; its output is shown only then.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass


@dataclass
class Taken:
    """What a command, or a pipe of several, took: seconds, and megabytes for each process."""

    wall: float
    cpu: float
    memories: list
    codes: list
    text: str

    @property
    def memory(self):
        return max(self.memories)


def run(commands, inside=False, stdin=None, stdout=None):
    """Runs the commands as a pipe.

    Where `inside`, each process says on a descriptor of its own what it took, as peers/timing.py
    does; processes of a pipe wait for each other before they begin. `stdin` and `stdout` are paths.
    """
    errors = tempfile.TemporaryFile()
    output = open(stdout, "wb") if stdout else errors
    source = open(stdin, "rb") if stdin else subprocess.DEVNULL
    gates = inside and len(commands) > 1
    processes, reports, starts = [], [], []
    begin = time.monotonic()
    for index, command in enumerate(commands):
        passed, environment = [], dict(os.environ)
        if inside:
            report, to_report = os.pipe()
            reports.append(report)
            passed.append(to_report)
            environment["BENCH_REPORT"] = str(to_report)
        if gates:
            go, to_go = os.pipe()
            starts.append(to_go)
            passed.append(go)
            environment["BENCH_GO"] = str(go)
        process = subprocess.Popen(
            command,
            stdin=source,
            stdout=output if index == len(commands) - 1 else subprocess.PIPE,
            stderr=errors,
            pass_fds=passed,
            env=environment,
        )
        for descriptor in passed:
            os.close(descriptor)
        if source is not subprocess.DEVNULL:
            source.close()
        source = process.stdout
        processes.append(process)
    if gates:
        for report in reports:
            os.read(report, 1)
        begin = time.monotonic()
        for start in starts:
            os.write(start, b"\n")
            os.close(start)
    cpu, memories, codes = 0.0, [], []
    for process in processes:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        codes.append(process.returncode)
        memories.append(usage.ru_maxrss / 1024)
        cpu += usage.ru_utime + usage.ru_stime
    wall = time.monotonic() - begin
    if inside:
        lines = [os.fdopen(report).read().split("\n") for report in reports]
        own = [json.loads(line) for report in lines for line in report if line]
        if len(own) == len(commands):
            cpu = sum(report["cpu"] for report in own)
            wall = wall if gates else own[0]["wall"]
    errors.seek(0)
    text = errors.read().decode("utf-8", "replace")
    errors.close()
    if stdout:
        output.close()
    return Taken(wall, cpu, memories, codes, text)


def main():
    name, repeats, most_seconds, most_megabytes = sys.argv[1:5]
    separator = sys.argv.index("--")
    # 1 says that an alert fired: the run itself is done.
    expected = [int(code) for code in sys.argv[5:separator]] or [0, 1]
    runs = []
    for _ in range(int(repeats)):
        taken = run([sys.argv[separator + 1 :]])
        if taken.codes[0] not in expected:
            print(taken.text[-2000:], file=sys.stderr)
            print(f"{name}: ended with {taken.codes[0]}")
            return 1
        runs.append(taken)
    least = min(runs, key=lambda taken: taken.wall)
    memory = max(taken.memory for taken in runs)
    holds = least.wall <= float(most_seconds) and memory <= float(most_megabytes)
    verdict = "" if holds else f" – TOO MUCH, at most {most_seconds} s and {most_megabytes} MB"
    print(f"{name}: {least.wall:.3f} s, {least.cpu:.3f} s CPU, {memory:.0f} MB{verdict}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
