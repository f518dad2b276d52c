"""The page served by the real command, and a real browser to meet it with."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.e2e.desk import Desk, launched, served

expect.set_options(timeout=60_000)  # as long as the longest answer takes to be spoken, on a slow machine


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the page is served."""
    with served() as url:
        yield url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """A browser that has no microphone."""
    with launched(playwright) as browser:
        yield browser


@pytest.fixture
def visit(address: str, chromium: Browser) -> Iterator[Callable[..., Desk]]:
    """Opens the page in a new window, as someone who was never there; anything wrong on the console is a failure."""
    visits: list[Desk] = []

    def go(path: str = "/", browser: Browser = chromium, **window: Any) -> Desk:
        visits.append(Desk(browser, address, path, **window))
        return visits[-1]

    yield go
    for desk in visits:
        desk.leave()
