"""The signed endpoint under load, as it is run in production: gunicorn behind nginx with TLS, connections kept open."""

import asyncio
import os
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.bench.signed import request
from tests.bench.timing import Bar, Report, table
from tests.web.service import FRONT, Hosted
from tests.web.world import Sent

CONNECTIONS = {1: 0.02, 8: 0.08, 32: 0.9}
"""Connections at a time, and their part of all requests."""

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "100000"))
PART = 2000
"""Requests signed with one timestamp, which is good for 150 seconds."""

WORST = 10
"""How many times the median the 99th percentile may be."""


@dataclass
class Load:
    """What became of the requests: seconds for each that was answered, and how many were not."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0
    whole: float = 0.0

    def percentile(self, of_hundred: int) -> float:
        return sorted(self.seconds)[len(self.seconds) * of_hundred // 100]


def report() -> Report:
    with TemporaryDirectory() as name:
        hosted = Hosted(Path(name))
        try:
            asyncio.run(_send(hosted, 200, 8))
            loads = {each: _load(hosted, each, int(REQUESTS * part)) for each, part in CONNECTIONS.items()}
        finally:
            hosted.close()
    rows: list[tuple[object, ...]] = []
    for connections, load in loads.items():
        middle, worst = load.percentile(50), load.percentile(99)
        rate = f"{len(load.seconds) / load.whole:.0f}"
        rows.append(
            (
                connections,
                len(load.seconds) + load.errors,
                rate,
                f"{middle * 1e3:.1f}",
                f"{worst * 1e3:.1f}",
                f"{worst / middle:.1f}",
                load.errors,
            )
        )
    errors = sum(each.errors for each in loads.values())
    told = (
        "Two workers of eight threads behind nginx with TLS, as [hosting](hosting.md) sets them up; the sender shares the "
        "machine with them. Every request is a signed answer to the first question; connections are kept open. "
        f"{REQUESTS:,} requests, {errors} errors (bar: none in 100,000)."
    )
    head = ("connections", "requests", "requests a second", "p50, ms", "p99, ms", f"p99 / p50 (bar {WORST})", "errors")
    slowest = max(each.percentile(99) / each.percentile(50) for each in loads.values())
    bars = (Bar("p99 under load, in medians: the worst", WORST, slowest), Bar(f"errors in {REQUESTS:,} requests", 0, errors))
    return Report(f"## Under load\n\n{told}\n\n{table(head, rows)}", bars)


def _load(hosted: Hosted, connections: int, requests: int) -> Load:
    whole = Load()
    for part in [PART] * (requests // PART) + [requests % PART] * bool(requests % PART):
        load = asyncio.run(_send(hosted, part, connections))
        whole.seconds += load.seconds
        whole.errors += load.errors
        whole.whole += load.whole
    return whole


async def _send(hosted: Hosted, requests: int, connections: int) -> Load:
    load, message = Load(), _message(request("question", "no"))
    trust = ssl.create_default_context(cafile=str(hosted.folder / "front.pem"))
    waiting = repeat(message, requests)
    start = perf_counter()
    await asyncio.gather(*(_person(hosted.front_port, trust, waiting, load) for _ in range(connections)))
    load.whole = perf_counter() - start
    return load


async def _person(port: int, trust: ssl.SSLContext, waiting: Iterator[bytes], load: Load) -> None:
    """Send one after the other, as long as there are any; a connection that the front ends is opened anew."""
    writer = None
    for message in waiting:
        start = perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trust, server_hostname=FRONT)
            writer.write(message)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            await reader.readexactly(int(head.partition(b"content-length: ")[2].split()[0]))
            answered = head.startswith(b"http/1.1 200 ")
        except (OSError, EOFError, ValueError, IndexError):
            answered, head = False, b"connection: close"
        if answered:
            load.seconds.append(perf_counter() - start)
        else:
            load.errors += 1
        if b"connection: close" in head and writer is not None:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


def _message(sent: Sent) -> bytes:
    headers = {"Host": FRONT, **sent.headers, "Content-Length": str(len(sent.body))}
    lines = [f"{sent.method} {sent.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + sent.body
