"""Runs every benchmark and writes docs/performance.md: `python -m tests.bench`."""

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import cold, heard, turns

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
PARTS: tuple[Callable[[], str], ...] = (turns.report, cold.report, heard.report)
HEAD = """# Performance

Written by `make bench` on {date}: {machine}, {cores} cores, {python}, load {load:.1f} at the start. Times are medians; what is
compared is measured in turns within one run, so the ratios carry over to another machine and the times do not. Hello-world is the
Python SDK's own sample skill (`tests/bench/hello.py`), given the same bytes.
"""

TAIL = """## Not measured here yet

A signed turn beside the SDK's own verifier, and the signed endpoint under load at 1, 8 and 32 connections.
"""


def main() -> None:
    """Measure, write, and print."""
    head = HEAD.format(
        date=datetime.now(UTC).date(),
        machine=f"{platform.system()} on {platform.machine()}",
        cores=os.cpu_count(),
        python=f"Python {platform.python_version()}",
        load=os.getloadavg()[0],
    )
    page = "\n\n".join([head.strip(), *(part() for part in PARTS), TAIL])
    PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
