"""The pictures in the README. `make pictures` puts them there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk

pytestmark = pytest.mark.e2e


def test_conversation(visit: Callable[..., Desk]) -> None:
    """The page in the middle of a conversation, on a device with a screen."""
    desk = visit("/?locale=en-GB&device=show-8", width=1360, height=1000)
    desk.page.evaluate("document.getElementById('voice').checked = false")
    desk.open()
    desk.say("yes")
    desk.say("no, my chest is fine")
    desk.drawn()
    expect(desk.state).to_contain_text("Your turn")
    desk.page.evaluate("document.activeElement.blur()")
    desk.close_up("conversation", "body")


def test_emergency(visit: Callable[..., Desk]) -> None:
    """What the device shows in an emergency: the number, in type to be read from the floor."""
    desk = visit("/?locale=en-GB&device=show-8", width=1360, height=880)
    desk.page.evaluate("document.getElementById('voice').checked = false")
    desk.open()
    desk.say("my legs have stopped working")
    desk.drawn()
    expect(desk.screen.get_by_text("999", exact=True).first).to_be_visible()
    desk.close_up("emergency", ".bezel")
