"""Runs every benchmark and writes docs/performance.md: `python -m tests.bench`.

BENCH_REQUESTS is how many requests the load is made of; 100,000 unless told. It needs nginx.
"""

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import cold, heard, load, signed, turns
from tests.bench.timing import Report, table

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
PARTS: tuple[Callable[[], Report], ...] = (turns.report, signed.report, load.report, cold.report, heard.report)
HEAD = """# Performance

Written by `make bench` on {date}: {machine}, {cores} cores, {python}, load {load:.1f} at the start. Times are medians; what is
compared is measured in turns within one run, so the ratios carry over to another machine and the times do not. Hello-world is the
Python SDK's own sample skill (`tests/bench/hello.py`), given the same bytes.
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
    reports = [part() for part in PARTS]
    bars = table(("at most", "bar", "measured", ""), [bar.row for report in reports for bar in report.bars])
    page = "\n\n".join([head.strip(), f"## Bars\n\n{bars}", *(report.text for report in reports)]) + "\n"
    PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
