"""Times a peer inside its process, after its imports.

Run as `peer.py INPUT OUTPUT THREADS`, a peer answers once and says what it took as one line of
JSON on the file descriptor that BENCH_REPORT names, else on standard error. Where BENCH_GO names
another, it first sends an empty line, its imports being done, and waits for a byte there: so the
processes of a pipe begin together.
"""

import json
import os
import resource
import sys
import time


def arguments():
    """The input file, the folder of the answers, and how many threads may work."""
    return sys.argv[1], sys.argv[2], int(sys.argv[3])


def role():
    """Which filter of a pipe this process is; all in one process where none is named."""
    return sys.argv[4] if len(sys.argv) > 4 else "all"


def cpu_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure(answer):
    report = int(os.environ.get("BENCH_REPORT", "2"))
    if "BENCH_GO" in os.environ:
        os.write(report, b"\n")
        os.read(int(os.environ["BENCH_GO"]), 1)
    cpu, start = cpu_seconds(), time.monotonic()
    answer()
    taken = {"wall": time.monotonic() - start, "cpu": cpu_seconds() - cpu}
    os.write(report, (json.dumps(taken) + "\n").encode())
