"""Measures Fupan beside its peers on the same files, and what it promises; see README.md.

Called by `make bench`, which builds the release version first. A whole run writes RESULTS.md; a
part of it, or one of another size, is only printed.

  WORKLOAD  only this one: w1 … w6, or borders
  SCALE     the size of the inputs, 1 unless told
  ROUNDS    how often each tool runs, in turn with the others; 5 unless told
"""

import glob
import hashlib
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

import answers
import measure

HERE = "Benchmarks"
DATA = ".build/bench"
SCALE = float(os.environ.get("SCALE") or 1)
ROUNDS = int(os.environ.get("ROUNDS") or 5)
FUPAN = os.environ.get("FUPAN") or ".build/release/fupan"
PYTHON = sys.executable
# A peer that takes so many times the CPU time of the least runs once: it decides nothing.
SLOW = 5
PEERS = {"duckdb": "DuckDB", "polars": "Polars", "pandas": "pandas"}

# What each of them may take; rows that do not fit wait on the disk.
FILTER_MEMORY = "100MB"
FILTERS = [
    ["keep", "--max-memory", FILTER_MEMORY, "status = 'done' and amount >= 50"],
    [
        "derive",
        "--max-memory",
        FILTER_MEMORY,
        "month = substr(paid_at, 1, 7), saved = unit_price * quantity - amount",
    ],
    [
        "aggregate",
        "--max-memory",
        FILTER_MEMORY,
        "--by",
        "channel,month",
        "--into",
        "orders = count(*), revenue = sum(amount), saved = sum(saved)",
    ],
]


@dataclass
class Tool:
    """One way to answer a workload, and what it took each time."""

    name: str
    commands: list
    folder: str
    # Whether it is timed inside its process, and whether others are compared with it.
    inside: bool = False
    is_peer: bool = True
    stdin: str = None
    stdout: str = None
    runs: list = field(default_factory=list)

    @property
    def wall(self):
        return statistics.median(run.wall for run in self.runs)

    @property
    def cpu(self):
        return statistics.median(run.cpu for run in self.runs)

    @property
    def memory(self):
        return statistics.median(run.memory for run in self.runs)

    @property
    def memories(self):
        return [statistics.median(each) for each in zip(*(run.memories for run in self.runs))]


@dataclass
class Target:
    """What must hold, and what was reached."""

    workload: str
    what: str
    reached: float
    most: float
    unit: str = ""
    against: str = ""
    # Most targets are bounds from above; a rate is one from below.
    is_least: bool = False

    @property
    def holds(self):
        return self.reached >= self.most if self.is_least else self.reached <= self.most


class Failure(Exception):
    """The measurement itself went wrong: a command failed or answers differ."""


class Results:
    """What is told in the end, workload by workload."""

    def __init__(self):
        self.sections = []
        self.targets = []
        self.failures = []

    def section(self, title, text):
        self.sections.append((title, text))
        print(f"\n## {title}\n\n{text}", flush=True)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def megabytes(path):
    return os.path.getsize(path) / 1e6


def generated(workload):
    """The folder of a workload's input, written where it is missing or older than its generator."""
    folder = f"{DATA}/{SCALE:g}/{workload}"
    script = f"{HERE}/generate.py"
    name = {"w1": "orders.csv", "w2": "orders_messy.csv", "w3": "events.ndjson"}[workload]
    path = f"{folder}/{name}"
    if not os.path.exists(path) or os.path.getmtime(path) < os.path.getmtime(script):
        say(f"writing {path}")
        subprocess.run([PYTHON, script, workload, str(SCALE), folder], check=True)
    return folder, path


def answer_folder(workload, name):
    folder = f"{DATA}/answers/{workload}/{name.replace(', ', '-').replace(' ', '-')}"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def checked(tool, taken):
    if any(code not in (0, 1) if not tool.is_peer else code for code in taken.codes):
        raise Failure(f"{tool.name}: ended with {taken.codes}\n{taken.text[-2000:]}")
    return taken


def take_turns(tools, rounds, check=None):
    """Runs each tool in turn, round by round; the slow ones once."""
    for number in range(rounds):
        least = min((tool.runs[0].cpu for tool in tools if tool.folder and tool.runs), default=0)
        for tool in tools:
            if tool.is_peer and tool.folder and tool.runs and tool.runs[0].cpu > SLOW * least:
                continue
            shutil.rmtree(f"{tool.folder}/runs", ignore_errors=True)
            taken = measure.run(tool.commands, tool.inside, tool.stdin, tool.stdout)
            tool.runs.append(checked(tool, taken))
            say(f"round {number + 1}: {tool.name}: {taken.wall:.3f} s, {taken.cpu:.3f} s CPU")
            if check:
                check(tool)


def plain_pass(path):
    return Tool("a plain pass over the bytes", [[binary("PlainPass"), path]], "", inside=True)


def binary(name):
    return f"{DATA}/build/release/{name}"


def python_peers(workload, path, work=""):
    """Each Python peer with one thread and with two."""
    for peer, called in PEERS.items():
        script = f"{HERE}/peers/{workload}_{peer}.py"
        for threads in (1, 2):
            name = f"{called}{work}, {threads} thread{'s' if threads > 1 else ''}"
            folder = answer_folder(workload, name)
            command = [PYTHON, script, path, folder, str(threads)]
            yield Tool(name, [command], folder, inside=True)


def fupan_run(workload, data, name="Fupan", pipeline=None, options=()):
    out = answer_folder(workload, name)
    pipeline = pipeline or f"{HERE}/pipelines/{workload}.yaml"
    command = [FUPAN, "run", pipeline, "--param", f"data={os.path.abspath(data)}", "--out", out]
    return Tool(name, [command + ["--quiet", *options]], out, is_peer=False)


def comparer(workload):
    """Compares each answer with the first one."""
    known = {}

    def check(tool):
        if not tool.folder:
            return
        latest = f"{tool.folder}/latest"
        found = answers.normal(workload, latest if os.path.exists(latest) else tool.folder)
        with open(f"{tool.folder}.csv", "w", encoding="utf-8") as file:
            file.write(found)
        name, expected = known.setdefault("answer", (tool.name, found))
        if found != expected:
            left, right = answers.first_difference(expected, found)
            raise Failure(f"{workload}: {tool.name} answers '{right}', {name} '{left}'")

    return check


def table(tools, path):
    size = megabytes(path)
    plain = next(tool for tool in tools if not tool.folder).wall
    lines = [
        "| | wall | CPU | peak memory | MB/s | plain passes | runs |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for tool in tools:
        memory = " + ".join(f"{each:,.0f}" for each in tool.memories)
        lines.append(
            f"| {tool.name} | {tool.wall:.3f} s | {tool.cpu:.3f} s | {memory} MB "
            f"| {size / tool.wall:,.0f} | {tool.wall / plain:.1f} | {len(tool.runs)} |"
        )
    return "\n".join(lines)


def compare(results, workload, fupan, peers, wall, cpu, memory):
    """The targets of a workload with peers."""
    fastest = min(peers, key=lambda tool: tool.wall)
    least = min(peers, key=lambda tool: tool.cpu)
    results.targets += [
        Target(
            workload, "wall against the fastest peer", fupan.wall / fastest.wall, wall,
            against=f"{fastest.name}, {fastest.wall:.3f} s",
        ),
        Target(
            workload, "CPU against the least peer", fupan.cpu / least.cpu, cpu,
            against=f"{least.name}, {least.cpu:.3f} s",
        ),
        Target(workload, "peak memory", fupan.memory, memory, "MB"),
    ]


def w1(results):
    data, path = generated("w1")
    hashed = f"{DATA}/{SCALE:g}/w1_hashed.yaml"
    with open(f"{HERE}/pipelines/w1.yaml") as source, open(hashed, "w") as target:
        target.write(source.read().replace("hash: none", "hash: sha256"))
    fupan = fupan_run("w1", data)
    others = [
        fupan_run("w1", data, "Fupan, 1 thread", options=["--threads", "1"]),
        fupan_run("w1", data, "Fupan, hash: sha256", hashed),
    ]
    peers = list(python_peers("w1", path))
    folder = answer_folder("w1", "Miller")
    peers.append(Tool("Miller", [["sh", f"{HERE}/peers/w1_miller.sh", path, folder]], folder))
    locate = Tool("locating all columns, in memory", [[binary("LocateColumns"), path]], "", inside=True)
    scans = [plain_pass(path), locate]
    take_turns(scans + [fupan] + others + peers, ROUNDS, comparer("w1"))
    results.section(
        f"W1: filter, group by, sum, mean, count distinct – {rows(5_000_000)} orders, "
        f"{megabytes(path):,.0f} MB",
        table(scans + [fupan] + others + peers, path),
    )
    compare(results, "W1", fupan, peers, 0.6, 0.7, 300)
    rate = megabytes(path) / 1000 / locate.cpu
    results.targets.append(
        Target("W1", "locating all columns, a core", rate, 2, "GB/s", is_least=True)
    )


def w2(results):
    data, path = generated("w2")
    tools = [plain_pass(path), fupan_run("w2", data)] + list(python_peers("w2", path))
    take_turns(tools, ROUNDS, comparer("w2"))
    results.section(
        f"W2: messy orders, cleaned → RFM → channel × month – {rows(2_000_000)} orders, "
        f"{megabytes(path):,.0f} MB",
        table(tools, path),
    )
    compare(results, "W2", tools[1], tools[2:], 0.6, 0.7, 600)


def w3(results):
    data, path = generated("w3")
    tools = [plain_pass(path), fupan_run("w3", data)] + list(python_peers("w3", path))
    take_turns(tools, ROUNDS, comparer("w3"))
    results.section(
        f"W3: events → visits, funnel of four steps, retention – {rows(5_000_000)} lines, "
        f"{megabytes(path):,.0f} MB",
        table(tools, path),
    )
    compare(results, "W3", tools[1], tools[2:], 0.7, 0.8, 600)


# What the retrospective may take: so much that it stays below 1 GB with what is not counted.
RETROSPECTIVE_MEMORY = "700MB"


def generator_digest():
    """Tells samples of one generator from those of another, which have other exports."""
    digest = hashlib.sha256()
    for path in sorted(glob.glob("Sources/FupanSampleData/**/*.swift", recursive=True)):
        with open(path, "rb") as source:
            digest.update(source.read())
    return digest.hexdigest()[:8]


def w4(results):
    """The shipped retrospective on campaigns of several sizes."""
    scales = [max(1, round(scale * SCALE)) for scale in (10, 100, 500, 1000)]
    tools = []
    for scale in scales:
        folder = f"{DATA}/campaign-{scale}-{generator_digest()}"
        if not os.path.exists(f"{folder}/truth.json"):
            say(f"writing {folder}")
            for stale in glob.glob(f"{DATA}/campaign-{scale}-*"):
                shutil.rmtree(stale)
            shutil.rmtree(f"{folder}.part", ignore_errors=True)
            command = [FUPAN, "sample-data", f"{folder}.part", "--scale", str(scale)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            os.replace(f"{folder}.part", folder)
        pipeline = "Pipelines/retrospective.yaml"
        name = f"scale {scale}"
        options = ["--max-memory", RETROSPECTIVE_MEMORY]
        if scale == scales[2]:
            (name, options) = (f"{name}, a quarter of the machine", [])
        tools.append(fupan_run("w4", folder, name, pipeline, options))
    take_turns(tools, ROUNDS)
    lines = ["| | wall | CPU | peak memory | runs |", "|---|---:|---:|---:|---:|"]
    for tool in tools:
        lines.append(
            f"| {tool.name} | {tool.wall:.2f} s | {tool.cpu:.2f} s | {tool.memory:,.0f} MB "
            f"| {len(tool.runs)} |"
        )
    results.section(
        "W4: `Pipelines/retrospective.yaml` whole, the small sample campaign so many times over, "
        f"`--max-memory {RETROSPECTIVE_MEMORY}` where nothing else is said",
        "\n".join(lines),
    )
    points = [(math.log(scales[i]), math.log(tools[i].cpu)) for i in (0, 1, 3)]
    results.targets += [
        Target("W4", "slope of CPU over scale, log–log", slope(points), 1.10),
        Target("W4", "peak memory, scale 1000", tools[3].memory, 1024, "MB"),
        Target("W4", "wall, scale 500 (a million orders)", tools[2].wall, 15, "s"),
    ]


def slope(points):
    """Least squares through the points."""
    x = statistics.fmean(point[0] for point in points)
    y = statistics.fmean(point[1] for point in points)
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def w5(results):
    _, path = generated("w1")
    out = answer_folder("w5", "Fupan")
    fupan = Tool(
        "Fupan, a pipe of three", [[FUPAN, *each] for each in FILTERS], out, is_peer=False,
        stdin=path, stdout=f"{out}/w5.csv",
    )
    singles = list(python_peers("w5", path, ", one process"))
    pipes = []
    stages = ("keep", "derive", "aggregate")
    for peer, called in PEERS.items():
        name = f"{called}, a pipe of three"
        folder = answer_folder("w5", name)
        script = f"{HERE}/peers/w5_{peer}.py"
        commands = [[PYTHON, script, path, folder, "1", stage] for stage in stages]
        pipes.append(Tool(name, commands, folder, inside=True))
    script = f"{HERE}/peers/w5_miller.sh"
    folder = answer_folder("w5", "Miller")
    singles.append(Tool("Miller, one process", [["sh", script, path, folder, "1"]], folder))
    folder = answer_folder("w5", "Miller-pipe")
    commands = [["sh", script, path, folder, "1", stage] for stage in stages]
    pipes.append(Tool("Miller, a pipe of three", commands, folder))
    tools = [plain_pass(path), fupan] + singles + pipes
    take_turns(tools, ROUNDS, comparer("w5"))
    fastest = min(pipes, key=lambda tool: tool.wall)
    results.section(
        f"W5: a pipe of three filters, `keep | derive | aggregate` – {megabytes(path):,.0f} MB, "
        f"`--max-memory {FILTER_MEMORY}` each",
        f"{table(tools, path)}\n\nFupan's pipe takes {fupan.wall / fastest.wall:.2f} times as long "
        f"as the fastest pipe of a peer ({fastest.name.split(',')[0]}), and "
        f"{fupan.cpu / min(tool.cpu for tool in pipes):.2f} times the least CPU time of one.",
    )
    compare(results, "W5", fupan, singles, 0.5, 0.6, 150)
    results.targets[-1].what = "peak memory, each process"


def w6(results):
    _, path = generated("w1")
    folder = f"{DATA}/{SCALE:g}/w6"
    os.makedirs(folder, exist_ok=True)
    with open(path, "rb") as source, open(f"{folder}/orders.csv", "wb") as target:
        target.writelines(source.readline() for _ in range(101))
    check = Tool(
        "`fupan check Pipelines/retrospective.yaml`",
        [[FUPAN, "check", "Pipelines/retrospective.yaml"]], "", is_peer=False,
    )
    small = fupan_run("w6", folder, "a pipeline of 100 rows, report without charts")
    take_turns([check, small], max(ROUNDS, 10))
    lines = ["| | wall | CPU | peak memory | runs |", "|---|---:|---:|---:|---:|"]
    for tool in (check, small):
        lines.append(
            f"| {tool.name} | {tool.wall * 1000:.0f} ms | {tool.cpu * 1000:.0f} ms "
            f"| {tool.memory:,.0f} MB | {len(tool.runs)} |"
        )
    results.section("W6: small things", "\n".join(lines))
    results.targets += [
        Target("W6", "check", check.wall * 1000, 100, "ms"),
        Target("W6", "a pipeline of 100 rows", small.wall * 1000, 200, "ms"),
    ]


def borders(results):
    found = subprocess.run([binary("BorderCost")], capture_output=True, text=True)
    if found.returncode not in (0, 1):
        raise Failure(found.stdout + found.stderr)
    lines = found.stdout.strip().split("\n")
    results.section(
        "Borders between modules",
        "\n".join("* " + line.removeprefix("border: ").strip() for line in lines),
    )
    worst = max(float(line.split(" across, ")[1].split(" times")[0]) for line in lines)
    results.targets.append(
        Target("borders", "a loop over another module's column against one's own", worst, 2)
    )


def rows(count):
    return f"{max(int(count * SCALE), 1000):,}"


def versions():
    """The peers and their versions."""
    code = (
        "import duckdb, polars, pandas, pyarrow\n"
        "print(duckdb.__version__, polars.__version__, pandas.__version__, pyarrow.__version__)"
    )
    found = subprocess.run([PYTHON, "-c", code], capture_output=True, text=True)
    miller = subprocess.run(["mlr", "--version"], capture_output=True, text=True)
    if found.returncode or miller.returncode:
        raise Failure("the peers are not installed: make setup-bench")
    duckdb, polars, pandas, pyarrow = found.stdout.split()
    return (
        f"DuckDB {duckdb}, Polars {polars}, pandas {pandas} with pyarrow {pyarrow}, "
        f"Miller {miller.stdout.split()[-1]}"
    )


def machine():
    """Cores, kind of CPU and memory; nothing that says whose machine it is."""
    kind, memory = platform.machine(), ""
    with open("/proc/cpuinfo") as file:
        for line in file:
            if line.startswith("model name"):
                kind = line.split(":", 1)[1].strip()
                break
    with open("/proc/meminfo") as file:
        memory = f"{int(file.readline().split()[1]) / (1 << 20):.0f} GB"
    return f"{len(os.sched_getaffinity(0))} cores of {kind} ({platform.machine()}), {memory}"


def build():
    """Builds the measuring programs beside the data, so that their folder stays as it is."""
    command = [
        os.environ.get("SWIFT") or "swift", "build", "--package-path", HERE, "-c", "release",
        "--scratch-path", f"{DATA}/build",
    ]
    found = subprocess.run(command, capture_output=True, text=True)
    if found.returncode:
        raise Failure(found.stdout + found.stderr)


def target_table(targets):
    lines = ["| | | reached | target | against | holds |", "|---|---|---:|---:|---|---|"]
    for target in targets:
        digits = 0 if target.unit in ("MB", "ms") else 2
        unit = f" {target.unit}" if target.unit else ""
        sign = "≥" if target.is_least else "≤"
        bound = f"{target.most:,.0f}" if digits == 0 else f"{target.most:g}"
        lines.append(
            f"| {target.workload} | {target.what} | {target.reached:,.{digits}f}{unit} "
            f"| {sign} {bound}{unit} | {target.against} | {'yes' if target.holds else '**no**'} |"
        )
    return "\n".join(lines)


def written(results, peers):
    version = subprocess.run([FUPAN, "--version"], capture_output=True, text=True).stdout.strip()
    parts = [
        "# Results",
        f"Written by `make bench`; how it measures is in [README.md](README.md). {machine()}. "
        f"Fupan {version}, {peers}. Medians of {ROUNDS} runs, in turn, inputs in the page cache; "
        f"what takes over {SLOW} times the least CPU time ran once. All answers are equal.",
        "## What must hold",
        target_table(results.targets),
    ]
    for title, text in results.sections:
        parts += [f"## {title}", text]
    return "\n\n".join(parts) + "\n"


WORKLOADS = {"borders": borders, "w1": w1, "w2": w2, "w3": w3, "w4": w4, "w5": w5, "w6": w6}


def main():
    chosen = os.environ.get("WORKLOAD")
    if chosen and chosen not in WORKLOADS:
        sys.exit(f"bench: no workload '{chosen}'; there are {', '.join(WORKLOADS)}")
    os.makedirs(DATA, exist_ok=True)
    results = Results()
    try:
        peers = versions()
        build()
    except Failure as failure:
        sys.exit(f"bench: {failure}")
    for name in [chosen] if chosen else ["w1", "w2", "w3", "w4", "w5", "w6", "borders"]:
        try:
            WORKLOADS[name](results)
        except Failure as failure:
            say(str(failure))
            results.failures.append(name)
    is_whole = not chosen and SCALE == 1 and not results.failures
    print(f"\n## What must hold\n\n{target_table(results.targets)}")
    if is_whole:
        with open(f"{HERE}/RESULTS.md", "w", encoding="utf-8") as file:
            file.write(written(results, peers))
    if SCALE != 1:
        print("\nThe targets are for SCALE 1.")
    is_missed = SCALE == 1 and not all(target.holds for target in results.targets)
    sys.exit(1 if results.failures or is_missed else 0)


if __name__ == "__main__":
    main()
