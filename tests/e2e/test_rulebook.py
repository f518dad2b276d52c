"""The rule book in a real browser: on a desk, on a phone, and as it is printed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.desk import barriers

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs" / "rulebook.html"
PICTURES = ROOT / "build" / "screens"
PARTS = "how glance matrix questions rules advice lines tips surgery numbers decisions sources sign".split()
PRINTED_WIDTH, PRINTED_HEIGHT = 688, 994
"""What an A4 sheet holds within its margins, in the browser's units."""
pytestmark = pytest.mark.e2e


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """The book, opened as a file; anything on the console, or asked of any other place, is a failure."""
    tab = chromium.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda request: request.url == BOOK.as_uri() or complaints.append(request.url))
    tab.goto(BOOK.as_uri())
    yield tab
    assert complaints == []
    tab.close()


@pytest.mark.parametrize("width", [360, 1100])
def test_nothing_overflows(page: Page, width: int) -> None:
    """A phone's width and a desk's show every part without scrolling the page sideways."""
    page.set_viewport_size({"width": width, "height": 1400})
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    PICTURES.mkdir(parents=True, exist_ok=True)
    for part in PARTS:
        page.locator(f"#{part}").scroll_into_view_if_needed()
        page.evaluate("name => document.getElementById(name).scrollIntoView()", part)
        page.screenshot(path=PICTURES / f"rulebook-{part}-{width}.png")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Contrast, names, landmarks, tables and order by WCAG AA, dark and light."""
    page.emulate_media(color_scheme=scheme)
    assert barriers(page) == []


def test_contents_lead_to_each_part(page: Page) -> None:
    """A click on a line of the contents shows its heading."""
    for part in PARTS[1:]:
        page.click(f"nav a[href='#{part}']")
        assert page.evaluate("name => document.getElementById(name).getBoundingClientRect().top < innerHeight", part)


def test_texts_of_the_drawing_do_not_touch(page: Page) -> None:
    """No words run into other words, into a dot or out of the drawing."""
    page.set_viewport_size({"width": 1100, "height": 1400})
    boxes = page.evaluate(
        """[...document.querySelectorAll('svg text:not(.inner), svg circle')].map(each => {
            const box = each.getBoundingClientRect();
            return [each.textContent.trim(), box.left, box.top, box.right, box.bottom];
        })"""
    )
    svg = page.evaluate("(box => [box.left, box.right])(document.querySelector('svg').getBoundingClientRect())")
    assert [each[0] for each in boxes if each[1] < svg[0] or each[3] > svg[1]] == []
    slack = 2.5  # a line of text is a little taller than its letters
    words = [each for each in boxes if each[0]]
    touching = [
        (one[0], other[0])
        for one in words
        for other in boxes
        if one is not other
        and one[1] < other[3]
        and other[1] < one[3]
        and one[2] + slack < other[4]
        and other[2] + slack < one[4]
    ]
    assert touching == []


def test_drawing_is_printed_on_one_sheet(page: Page) -> None:
    """With its heading, and nothing else on the page forces print to shrink."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": PRINTED_HEIGHT})
    assert page.evaluate("document.querySelector('.drawing').getBoundingClientRect().height") <= PRINTED_HEIGHT
    assert page.evaluate("document.documentElement.scrollWidth") <= PRINTED_WIDTH


def test_it_prints_in_fewer_than_a_hundred_sheets(page: Page) -> None:
    """An afternoon's reading, with its page numbers; written to build/ to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    printed = page.pdf(path=PICTURES / "rulebook.pdf", prefer_css_page_size=True)
    sheets = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert 40 < sheets < 100
