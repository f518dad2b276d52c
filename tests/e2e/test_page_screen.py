"""The device's screen within the page: drawn by Amazon's engine or plainly, and touched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from skill.speaker.devices import KINDS
from skill.speaker.screens import ENGINE
from tests.e2e.desk import Desk

pytestmark = pytest.mark.e2e
Visit = Callable[..., Desk]
WITH_SCREEN = [kind for kind, each in KINDS.items() if each.viewport]


def without_engine(page: Page) -> None:
    """As on a machine that has no npm."""
    page.route("**/screen/engine.js", lambda route: route.fulfill(body="", content_type="text/javascript"))


def test_engine_is_installed() -> None:
    """The tests below are of Amazon's own engine: `make screens` installs it."""
    assert ENGINE.is_file()


@pytest.mark.parametrize("kind", WITH_SCREEN)
def test_touched_conversation(visit: Visit, kind: str) -> None:
    """On every device with a screen, to an emergency by touch alone; each touch is the event that a device sends."""
    desk = visit(f"/?device={kind}")
    desk.open()
    expect(desk.page.locator("#engine")).to_have_text("Drawn by Amazon's own engine, as a device would.")
    turn = desk.does(lambda: desk.touch("Yes"))
    assert turn["question"] == "chest"
    request = turn["request"]["request"]
    assert request["type"] == "Alexa.Presentation.APL.UserEvent"
    assert (request["source"]["type"], request["source"]["handler"]) == ("TouchWrapper", "Press")
    expect(desk.said.last).to_contain_text("touches “Yes”")
    expect(desk.screen.get_by_text("chest pain")).to_be_visible()
    turn = desk.does(lambda: desk.touch("Yes"))
    assert turn["tier"] == "ambulance"
    expect(desk.screen.get_by_text("911", exact=True).first).to_be_visible()
    desk.picture(f"touched-{kind}")


@pytest.mark.parametrize("kind", WITH_SCREEN)
def test_screen_keeps_the_shape_of_its_device(visit: Visit, kind: str) -> None:
    """It is drawn at the device's own size and scaled to the page; the round one is round."""
    viewport = KINDS[kind].viewport
    assert viewport is not None
    desk = visit(f"/?device={kind}")
    box = desk.page.locator(".glass").bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - viewport.width / viewport.height) < 0.01
    radius = desk.page.locator(".glass").evaluate("(glass) => getComputedStyle(glass).borderRadius")
    assert (radius == "50%") == (viewport.shape == "ROUND")


def test_without_the_engine_it_is_drawn_plainly(visit: Visit) -> None:
    """The same data and the same touches, and the page says that it is not what a device draws."""
    desk = visit("/?device=show-8", before=without_engine)
    desk.open()
    expect(desk.page.locator("#engine")).to_contain_text("Drawn plainly")
    turn = desk.does(lambda: desk.touch("Yes"))
    assert turn["question"] == "chest"
    assert turn["request"]["request"]["type"] == "Alexa.Presentation.APL.UserEvent"
    desk.say("no but i can't empty my bladder")
    expect(desk.screen.locator(".number")).to_have_text("911")
    desk.picture("without-engine")


def test_keys_are_the_pages_after_a_touch(visit: Visit) -> None:
    """A touch leaves no focus in the screen: the keyboard goes on working for the page."""
    desk = visit("/?device=show-8", before=without_engine)
    desk.open()
    desk.does(lambda: desk.touch("Yes"))
    assert desk.page.evaluate("document.activeElement === document.body && document.hasFocus()")
    desk.page.evaluate("addEventListener('keydown', ({ key }) => (document.title = key))")
    desk.page.keyboard.press("Escape")
    expect(desk.page).to_have_title("Escape")


def test_screen_is_shut_off_from_the_page(visit: Visit) -> None:
    """Its frame has no origin, so it can reach neither the page nor what the page is told."""
    desk = visit("/?device=show-5")
    desk.open()
    expect(desk.page.locator("#display iframe")).to_have_attribute("sandbox", "allow-scripts")
    frame = next(frame for frame in desk.page.frames if frame.url.endswith("/screen"))
    assert frame.evaluate("self.origin") == "null"


def test_messages_of_others_are_no_touches(visit: Visit) -> None:
    """Only the screen's own frame is listened to."""
    desk = visit("/?device=show-5")
    desk.open()
    desk.page.evaluate("window.postMessage({type: 'touch', event: {arguments: ['answer', 'yes', 'start', '']}}, '*')")
    desk.say("no")
    expect(desk.answers).to_have_count(2)


def held_turn(page: Page) -> list[Route]:
    """The page's next turn, which goes on when the test lets it."""
    held: list[Route] = []
    page.route("**/turn", lambda route: held.append(route), times=1)  # noqa: PLW0108  # Playwright marks the function it is given
    return held


def test_touch_during_a_turn_waits(visit: Visit) -> None:
    """A finger is faster than the answer: when the screen stays, the touch is sent after it."""
    desk = visit("/?device=show-8")
    desk.open()
    held = held_turn(desk.page)
    desk.page.click("#silence")
    desk.touch("Yes")
    held.pop().continue_()
    expect(desk.said.last).to_contain_text("touches “Yes”")
    expect(desk.answers).to_have_count(3)
    expect(desk.answer).to_contain_text("chest pain")


@pytest.mark.parametrize("before", [lambda _page: None, without_engine], ids=["engine", "plain"])
def test_double_press_answers_one_question(visit: Visit, before: Callable[[Page], None]) -> None:
    """The second press of a double click falls on the next question, and is not taken for its answer."""
    desk = visit("/?device=show-8", before=before)
    desk.open()
    desk.does(lambda: desk.touch("Yes", times=2))
    desk.drawn()
    expect(desk.answers).to_have_count(2)
    expect(desk.screen.get_by_text("chest pain")).to_be_visible()


def test_touch_on_a_screen_that_goes_is_told(visit: Visit) -> None:
    """A button that the turn under way takes away is not taken for one on the next screen."""
    desk = visit("/?device=show-8")
    desk.open()
    held = held_turn(desk.page)
    desk.page.fill("#said", "yes")
    desk.page.press("#said", "Enter")
    desk.touch("Yes")
    held.pop().continue_()
    expect(desk.state).to_have_text("The screen changed before that touch, so nothing was sent. Touch what it shows now.")
    expect(desk.answers).to_have_count(2)


def test_screen_out_of_sight_shows_the_newest(visit: Visit) -> None:
    """While the screen is scrolled away nothing queues up: coming back, it shows the last one, which takes touches."""
    desk = visit("/?device=show-8", height=400)
    desk.open()
    desk.drawn()
    desk.page.locator("footer").scroll_into_view_if_needed()
    for sentence in ("yes", "no", "no", "no"):
        desk.say(sentence)
    question = desk.say("no")["screen"]["text"]
    desk.drawn()
    expect(desk.screen.get_by_text(question)).to_be_visible()
    assert desk.does(lambda: desk.touch("Yes"))["request"]["request"]["arguments"][3]


def test_touch_after_the_end_is_told(visit: Visit) -> None:
    """The last screen is still there, and nobody listens behind it."""
    desk = visit("/?device=show-8")
    desk.foresee("status of 400")
    desk.open()
    expect(desk.page.locator("#engine")).to_contain_text("Amazon")
    desk.does(lambda: desk.page.click("#silence"))
    desk.does(lambda: desk.page.click("#silence"))
    desk.touch("Yes")
    expect(desk.state).to_contain_text("the conversation has ended")
