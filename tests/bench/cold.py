"""What a cold start costs, beside hello-world with the same SDK: seconds, memory, bytes. Each start is a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

from skill.deploy import package
from tests.bench.timing import Bar, Report, table
from tests.support import APPLICATION

HERE = Path(__file__).parent
STARTS = 25
BAR, LARGEST = 1.15, 6_000_000
DEPENDENCIES = ("ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "dateutil", "six.py")
START = """
import sys, time
start = time.monotonic()
sys.path.insert(0, sys.argv[1])
import json
with open(sys.argv[2]) as file:
    event = json.load(file)
from lambda_function import lambda_handler
imported = time.monotonic()
assert lambda_handler(event, None)["response"]["outputSpeech"]
answered = time.monotonic()
with open("/proc/self/status") as file:
    memory = int(next(line for line in file if line.startswith("VmHWM")).split()[1])
print(json.dumps([imported - start, answered - imported, memory / 1024, answered]))
"""


def report() -> Report:
    with TemporaryDirectory() as name:
        folder = Path(name)
        packages = {"Spine Check": folder / "ours", "hello-world": folder / "hello"}
        package.build(packages["Spine Check"], sys.executable)
        _hello(packages["Spine Check"], packages["hello-world"])
        package.zipped(packages["Spine Check"], folder / "ours.zip")
        size = (folder / "ours.zip").stat().st_size
        rows, ratio = _starts(packages)
    head = ("skill", "import, ms", "first turn, ms", "process start to first answer, ms", "peak memory, MB")
    told = f"Start to first answer: {ratio:.2f} times hello-world's (bar {BAR})."
    weight = f"The zip has {size:,} bytes (bar {LARGEST:,}), with byte code for one Python."
    bars = (
        Bar("start to first answer, in hello-world's", BAR, ratio),
        Bar("megabytes of the zip", LARGEST / 1e6, size / 1e6),
    )
    return Report(f"## A cold start\n\n{table(head, rows)}\n\n{told} {weight}", bars)


def _hello(ours: Path, hello: Path) -> None:
    """Hello-world packaged the same way: the same dependencies, compiled by the same Python."""
    hello.mkdir()
    for each in DEPENDENCIES:
        (shutil.copytree if (ours / each).is_dir() else shutil.copy)(ours / each, hello / each)
    shutil.copy(HERE / "hello.py", hello / "lambda_function.py")
    subprocess.run([sys.executable, "-W", "ignore", "-m", "compileall", "-q", str(hello)], check=True)


def _starts(packages: Mapping[str, Path]) -> tuple[list[tuple[object, ...]], float]:
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in packages}
    for _ in range(STARTS):
        for name, folder in packages.items():
            taken[name].append(_start(folder))
    middles = {name: [median(each) for each in zip(*times, strict=True)] for name, times in taken.items()}
    rows: list[tuple[object, ...]] = [
        (name, f"{imported * 1e3:.0f}", f"{first * 1e3:.1f}", f"{whole * 1e3:.0f}", f"{memory:.1f}")
        for name, (imported, first, memory, whole) in middles.items()
    ]
    return rows, middles["Spine Check"][-1] / middles["hello-world"][-1]


def _start(folder: Path) -> tuple[float, ...]:
    event = HERE.parent / "alexa" / "envelopes" / "launch-speaker.json"
    environment = {**os.environ, "SPINE_CHECK_SKILL_ID": APPLICATION}
    start = monotonic()  # one clock for all processes
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", START, str(folder), str(event)],
        env=environment,
        capture_output=True,
        check=True,
    )
    imported, first, memory, answered = json.loads(done.stdout)
    return imported, first, memory, answered - start
