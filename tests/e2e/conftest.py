"""What the long tests share: the page served by the real command, a browser, the deployed package, and the tools from npm."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from skill.deploy import package as packaging
from skill.speaker.requests import DESK_APPLICATION_ID
from tests.e2e import cloud
from tests.e2e.desk import Desk, launched, served

NPM = Path(__file__).parent / "npm"

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


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deployed package, freshly made."""
    folder = tmp_path_factory.mktemp("build") / "lambda"
    assert packaging.write(folder, folder.parent / "lambda.zip") == 0
    return folder


@pytest.fixture
def function(package: Path) -> Iterator[cloud.Lambda]:
    """The deployed function, in a cold process of its own."""
    with cloud.started(package, DESK_APPLICATION_ID) as running:
        yield running


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder with the tools from npm."""
    assert (NPM / "node_modules").is_dir(), "make e2e installs them"
    return NPM
