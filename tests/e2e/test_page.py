"""The desk page in a real browser, served by the real command."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from socket import socket

import pytest
from playwright.sync_api import Error, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screens"
BROWSER = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the page is served."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "skill", "desk", "--port", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    assert "listening" in process.stdout.readline()
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    """A new tab; anything on the console is a failure."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS)
        tab = browser.new_page()
        complaints: list[str] = []
        # The browser itself notes every refused request; what the page makes of it is what is tested.
        tab.on("console", lambda message: "status of 400" in message.text or complaints.append(message.text))
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        for _ in range(50):
            try:
                tab.goto(address)
                break
            except Error as error:  # the server says that it listens a moment before it does
                tab.wait_for_timeout(100)
                last = error
        else:
            raise last
        yield tab
        browser.close()
        assert not complaints


def says(page: Page, *sentences: str) -> None:
    for sentence in sentences:
        before = page.locator("#transcript .its").count()
        page.fill("#said", sentence)
        page.press("#said", "Enter")
        expect(page.locator("#transcript .its")).to_have_count(before + 1)


def opens(page: Page) -> None:
    page.click("text=Open Spine Check")
    expect(page.locator("#transcript .its")).to_have_count(1)


def test_emergency_is_shown_in_large_figures(page: Page) -> None:
    """Typed in the person's own words, an emergency is met in the same turn, with the number on the screen."""
    page.check("#screen")
    opens(page)
    says(page, "yes", "no but I can't empty my bladder")
    expect(page.locator("#transcript .its").last).to_contain_text("Go to an emergency room now")
    expect(page.locator("#show .number")).to_have_text("911")
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / "emergency.png", full_page=True)


def test_keyboard_alone_holds_a_conversation(page: Page) -> None:
    """Without a mouse: open, answer, stop."""
    page.focus("#device button")
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .its")).to_have_count(1)
    says(page, "yes", "no")
    page.focus("#stop")
    page.keyboard.press("Enter")
    expect(page.locator("#state")).to_contain_text("closed")


def test_touch_counts_as_speech(page: Page) -> None:
    """A button on the device's screen answers the question."""
    page.check("#screen")
    opens(page)
    page.click("#show button:has-text('Yes')")
    expect(page.locator("#show .text")).to_contain_text("chest pain")


def test_ended_conversation_is_told(page: Page) -> None:
    """After the end the page says so, and opening begins again."""
    opens(page)
    says(page, "stop")
    page.fill("#said", "yes")
    page.press("#said", "Enter")
    expect(page.locator("#state")).to_contain_text("has ended")
    opens(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_overflows(page: Page, width: int) -> None:
    """A phone's width and a desk's show everything without scrolling sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    page.check("#screen")
    opens(page)
    says(page, "my legs have stopped working")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
