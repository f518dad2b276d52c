"""The page as somebody uses it, for the tests that do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Playwright, Response, expect

from tests.person import Person

ROOT = Path(__file__).parents[2]
PICTURES = Path(os.environ.get("PICTURES", ROOT / "build" / "pictures"))
BROWSER = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--autoplay-policy=no-user-gesture-required"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
MOST_TURNS = 60
PRESS = 120
"""Milliseconds that a finger stays on a button."""


@contextmanager
def served(*arguments: str) -> Iterator[str]:
    """The page's address, served by the command that `make run` runs."""
    command = [sys.executable, "-m", "skill", "desk", "--port", "0", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "listening" in line, line
        yield line.split()[-1]
        process.kill()


@contextmanager
def launched(playwright: Playwright, *flags: str) -> Iterator[Browser]:
    """Debian's own browser."""
    browser = playwright.chromium.launch(executable_path=BROWSER, args=[*FLAGS, *flags])
    yield browser
    browser.close()


class Desk:
    """One window with the page in it."""

    def __init__(
        self, browser: Browser, address: str, path: str, before: Callable[[Page], object] = lambda _page: None, **window: Any
    ) -> None:
        size = {"width": window.pop("width", 1280), "height": window.pop("height", 900)}
        self.context = browser.new_context(viewport=size, **window)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        before(self.page)
        self.page.goto(address + path)
        expect(self.page.locator("html")).to_have_attribute("data-ready", "yes")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def foresee(self, complaint: str) -> None:
        """The browser itself notes every refused request: this one is meant to be."""
        self.expected.append(complaint)

    def leave(self) -> None:
        """Close the window. Fails when the browser complained of something unforeseen."""
        self.context.close()
        assert [each for each in self.complaints if not any(known in each for known in self.expected)] == []

    # ------------------------------------------------------------ what there is to see

    @property
    def state(self) -> Locator:
        return self.page.locator("#state")

    @property
    def said(self) -> Locator:
        return self.page.locator("#transcript .mine")

    @property
    def answers(self) -> Locator:
        return self.page.locator("#transcript .its")

    @property
    def answer(self) -> Locator:
        return self.answers.last

    @property
    def screen(self) -> Any:
        return self.page.frame_locator("#display iframe")

    # ------------------------------------------------------------ what there is to do

    def open(self) -> dict[str, Any]:
        return self.does(lambda: self.page.click("#talk"))

    def say(self, sentence: str) -> dict[str, Any]:
        """Type something and send it."""
        self.page.fill("#said", sentence)
        return self.does(lambda: self.page.press("#said", "Enter"))

    def does(self, act: Any) -> dict[str, Any]:
        """Do something that brings a turn about; gives what the page was told."""
        with self.page.expect_response(_is_turn, timeout=15_000) as answer:
            act()
        told: dict[str, Any] = answer.value.json()
        if answer.value.ok:
            expect(self.answers.last.locator("p").first).to_have_text(told["speech"] or "(says nothing)")
        return told

    def drawn(self) -> None:
        """Bring the screen into sight, out of which nothing is drawn, and wait until it is drawn and takes touches."""
        self.page.locator(".glass").scroll_into_view_if_needed()
        expect(self.page.locator("#display")).to_have_attribute("aria-busy", "false")

    def touch(self, label: str, times: int = 1) -> None:
        """Put a finger on a button of the device's screen. The screen is scaled to the page, which only the page can reckon."""
        self.drawn()
        button = self.screen.get_by_text(label, exact=True).first
        expect(button).to_be_visible()
        there = button.evaluate("(button) => button.getBoundingClientRect().toJSON()")
        here = self.page.locator(".glass").bounding_box()
        assert here is not None
        scale = here["width"] / float(self.page.locator("#display iframe").get_attribute("width") or 1)
        x, y = there["x"] + there["width"] / 2, there["y"] + there["height"] / 2
        self.page.mouse.click(here["x"] + x * scale, here["y"] + y * scale, delay=PRESS, click_count=times)

    def consult(self, person: Person) -> dict[str, Any]:
        """Open the skill and answer as this person until there is a verdict."""
        turn = self.open()
        for _ in range(MOST_TURNS):
            if turn["tier"] or not turn["open"]:
                return turn
            kind, about, _ = turn["response"]["sessionAttributes"]["talk"]["asked"]
            turn = self.say(person.answer(kind, about))
        raise AssertionError("no verdict was reached")

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        if self.page.locator(".glass").is_visible():
            self.drawn()
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, animations="disabled")

    def close_up(self, name: str, of: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.locator(of).screenshot(path=PICTURES / f"{name}.png", animations="disabled")

    # ------------------------------------------------------------ what must be so of any page

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def cut(self) -> list[str]:
        """Controls and texts whose words stick out of them or out of the window."""
        return list(self.page.evaluate(CUT))

    def barriers(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA and good practice: contrast, names, landmarks, order."""
        return barriers(self.page)


def barriers(page: Page) -> list[str]:
    """The same of any page."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {json.dumps([node['html'][:120] for node in each['nodes'][:3]])}" for each in found]


def _is_turn(answer: Response) -> bool:
    return answer.url.endswith("/turn")


CUT = """() => [...document.querySelectorAll("button, p, label, summary, h1, h2, input, select")]
  .filter((element) => element.checkVisibility() && !element.closest(".unseen, .skip"))
  .filter((element) => {
    const box = element.getBoundingClientRect();
    const sticksOut = element.scrollWidth > element.clientWidth + 1 && !["INPUT", "SELECT"].includes(element.tagName);
    return box.right > document.documentElement.clientWidth + 1 || box.left < -1 || (element.clientWidth && sticksOut);
  })
  .map((element) => element.outerHTML.slice(0, 120))"""
