"""The page in a real browser, served by the real command: typing, keys, envelopes, looks, and what goes wrong."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from skill.content import library
from skill.speaker.devices import KINDS
from tests.e2e.desk import Desk
from tests.person import Person

pytestmark = pytest.mark.e2e
Visit = Callable[..., Desk]

PEOPLE = {
    "ambulance": Person(58, frozenset({"chest-pain"})),
    "emergency_department": Person(49, frozenset({"bladder-numb"})),
    "same_day": Person(22, frozenset({"urine-burning"})),
    "appointment": Person(70),
    "self_care": Person(34),
}
LABELS = {
    "ambulance": "Ambulance, now",
    "emergency_department": "Emergency department, now",
    "same_day": "A doctor today",
    "appointment": "An appointment",
    "self_care": "Care at home",
}


# ---------------------------------------------------------------- conversations by typing


@pytest.mark.parametrize("tier", PEOPLE)
def test_typed_conversation_reaches_each_tier(visit: Visit, tier: str) -> None:
    """Somebody answers by typing until they are told how soon they need help; the page says it in words, not by colour alone."""
    desk = visit()
    assert desk.consult(PEOPLE[tier])["tier"] == tier
    expect(desk.answer.locator(".tier")).to_have_text(LABELS[tier])
    is_emergency = tier in ("ambulance", "emergency_department")
    assert ("alarm" in str(desk.answer.get_attribute("class"))) == is_emergency


def test_emergency_in_own_words_is_met_at_once(visit: Visit) -> None:
    """An emergency sign, volunteered while something else was asked, brings the action and the number in the same turn."""
    desk = visit("/?locale=en-GB")
    desk.open()
    desk.say("yes")
    desk.say("no but I can't empty my bladder")
    expect(desk.answer).to_contain_text("call 999")
    expect(desk.page.locator("#caption")).to_contain_text("Go to A and E now")


def test_ready_answers_and_ideas_are_said(visit: Visit) -> None:
    """Buttons say what is written on them; the first one opens the skill by itself, and none is beyond the skill."""
    desk = visit()
    desk.page.click("text=What you could say")
    desk.page.click(".ideas button >> nth=0")
    expect(desk.answers).to_have_count(2)
    expect(desk.answer).to_contain_text("Go to an emergency room now")
    for button in desk.page.locator(".ideas button").all():
        turn = desk.does(button.click)
        assert turn["heard"]["intent"] != "AMAZON.FallbackIntent", turn["said"]
        assert turn["open"]


def test_silence_is_reprompted_and_then_ends_the_session(visit: Visit) -> None:
    """The button stands for saying nothing: the reprompt first, the end the second time."""
    desk = visit()
    opened = desk.open()
    assert desk.does(lambda: desk.page.click("#silence"))["speech"] == opened["reprompt"]
    desk.does(lambda: desk.page.click("#silence"))
    expect(desk.state).to_contain_text("The session is over")
    expect(desk.page.locator("#silence")).to_be_disabled()


def test_alexa_stop_ends_the_session(visit: Visit) -> None:
    """The skill says its last words, and the page that nobody listens any more."""
    desk = visit()
    desk.open()
    desk.does(lambda: desk.page.click("#stop"))
    expect(desk.state).to_contain_text("The session is over")
    expect(desk.page.locator("#talk-label")).to_have_text("Start")


def test_ended_conversation_is_told_and_can_begin_again(visit: Visit) -> None:
    """What is typed after the end is not sent, not lost, and the way to go on is told."""
    desk = visit()
    desk.foresee("status of 400")
    desk.open()
    desk.say("stop")
    desk.say("yes")
    expect(desk.state).to_contain_text("the conversation has ended")
    expect(desk.said.last).to_contain_text("Not sent")
    expect(desk.page.locator("#said")).to_have_value("yes")
    assert desk.open()["request"]["session"]["new"] is True
    assert desk.say("Alexa, open Spine Check")["heard"]["intent"] == "LaunchRequest"


def test_what_was_sent_can_be_corrected(visit: Visit) -> None:
    """A misheard or mistyped answer is taken back, and the right one takes its place."""
    desk = visit()
    desk.open()
    desk.say("yes")
    assert desk.say("yes")["tier"] == "ambulance"
    desk.page.click("text=Correct")
    desk.page.fill("#said", "no")
    turn = desk.does(lambda: desk.page.press("#said", "Enter"))
    assert turn["tier"] is None
    expect(desk.answers).to_have_count(3)
    expect(desk.said.last).to_contain_text("it was “yes”")


def test_correcting_can_be_left(visit: Visit) -> None:
    """Esc leaves everything as it was; what is typed next is said."""
    desk = visit()
    desk.open()
    desk.say("yes")
    desk.page.click("text=Correct")
    desk.page.keyboard.press("Escape")
    assert desk.say("no")["turn"] == 3


def test_two_windows_are_two_conversations(visit: Visit) -> None:
    """A second tab knows nothing of the first, and has a country and a device of its own."""
    one, two = visit(), visit("/?locale=en-AU&device=show-5")
    one.open()
    one.say("i can't pee")
    two.open()
    expect(two.answer).to_contain_text("000")
    assert two.say("yes")["question"] == "chest"
    assert one.say("can it wait?")["tier"] == "emergency_department"


# ---------------------------------------------------------------- choosing, clearing


def test_every_country_and_device_can_be_chosen(visit: Visit) -> None:
    """The number on the page is the country's own, and the request tells the device."""
    desk = visit()
    for locale, kind in zip(library.LOCALES, KINDS, strict=True):
        desk.page.select_option("#locale", locale)
        desk.page.select_option("#kind", kind)
        number = library.places()[locale]["emergency"]["number"]
        expect(desk.page.locator("#emergency")).to_have_text(number)
        turn = desk.open()
        assert turn["request"]["request"]["locale"] == locale
        assert ("Viewport" in turn["request"]["context"]) == (KINDS[kind].viewport is not None)
        expect(desk.page.locator("#display")).to_be_visible(visible=KINDS[kind].viewport is not None)
        desk.say("stop")


def test_choosing_in_mid_conversation_begins_anew(visit: Visit) -> None:
    """A device cannot change its country while it speaks: another session opens, and says so."""
    desk = visit()
    desk.open()
    turn = desk.does(lambda: desk.page.select_option("#locale", "en-IN"))
    assert turn["request"]["session"]["new"] is True
    expect(desk.answer).to_contain_text("112")
    expect(desk.page.locator(".divider")).to_contain_text("India")


@pytest.mark.parametrize(("query", "told"), [("device=toaster", "no device “toaster”"), ("locale=de-DE", "no locale “de-DE”")])
def test_unknown_device_or_locale_is_told(visit: Visit, query: str, told: str) -> None:
    """A link with a name that there is not says what is used in its place."""
    desk = visit(f"/?{query}")
    expect(desk.state).to_contain_text(told)
    assert desk.open()["open"]


def test_clearing_forgets(visit: Visit) -> None:
    """An empty page, and nothing left behind it."""
    desk = visit()
    desk.open()
    desk.page.click("#clear")
    expect(desk.answers).to_have_count(0)
    expect(desk.page.locator("#empty")).to_be_visible()
    assert desk.open()["turn"] == 1


# ---------------------------------------------------------------- envelopes


def test_envelopes_stand_beside_each_turn(visit: Visit) -> None:
    """The request and the response as they went to and fro, to read, to copy and to download."""
    desk = visit(permissions=["clipboard-read", "clipboard-write"])
    desk.open()
    turn = desk.say("yes")
    desk.answer.locator("summary").click()
    for which, place in (("request", 0), ("response", 1)):
        pane = desk.answer.locator(".pane").nth(place)
        assert json.loads(pane.locator("pre").inner_text()) == turn[which]
        pane.get_by_text("Copy").click()
        expect(pane.get_by_text("Copied")).to_be_visible()
        assert json.loads(desk.page.evaluate("navigator.clipboard.readText()")) == turn[which]
        with desk.page.expect_download() as file:
            pane.get_by_text("Download").click()
        assert file.value.suggested_filename == f"turn-2-{which}.json"
        assert json.loads(file.value.path().read_text(encoding="utf-8")) == turn[which]


def test_silence_sends_nothing_and_says_so(visit: Visit) -> None:
    """The first silence is the device's own affair."""
    desk = visit()
    desk.open()
    desk.does(lambda: desk.page.click("#silence"))
    desk.answer.locator("summary").click()
    expect(desk.answer).to_contain_text("Nothing is sent for a first silence")


# ---------------------------------------------------------------- keys and readers


def test_keyboard_alone_holds_a_conversation(visit: Visit) -> None:
    """Without a mouse: the space bar opens, answers are typed or pressed, envelopes are opened, the session is stopped."""
    desk = visit()
    keyboard = desk.page.keyboard
    desk.does(lambda: keyboard.press("Space"))
    keyboard.press("Tab")
    expect(desk.page.locator(".skip")).to_be_focused()
    keyboard.press("Enter")
    expect(desk.page.locator("#said")).to_be_focused()
    keyboard.type("yes please")
    assert desk.does(lambda: keyboard.press("Enter"))["question"] == "chest"
    for _ in range(3):
        keyboard.press("Tab")
    expect(desk.page.locator("[data-say='no']")).to_be_focused()
    assert desk.does(lambda: keyboard.press("Space"))["said"] == "no"
    desk.answer.locator("summary").focus()
    keyboard.press("Enter")
    expect(desk.answer.locator("pre").first).to_be_visible()
    desk.page.locator("#stop").focus()
    desk.does(lambda: keyboard.press("Enter"))
    expect(desk.state).to_contain_text("The session is over")


def test_every_control_is_reached_by_tab_in_order(visit: Visit) -> None:
    """From the top to the bottom, each with a ring to be seen by."""
    desk = visit()
    desk.does(lambda: desk.page.keyboard.press("Space"))
    reached: list[list[str]] = []
    for _ in range(40):
        desk.page.keyboard.press("Tab")
        where = desk.page.evaluate(FOCUSED)
        if not where[0]:
            break
        reached.append(where)
    names = [name for name, _ in reached]
    wanted = ["locale", "kind", "talk", "said", "Say it", "Yes", "No", "Not sure", "silence", "stop", "save-case", "clear"]
    places = [names.index(each) for each in wanted]
    assert places == sorted(places)
    assert not [name for name, style in reached if style == "none"]


FOCUSED = """() => {
  const where = document.activeElement;
  return [where === document.body ? "" : where.id || where.textContent.trim(), getComputedStyle(where).outlineStyle];
}"""


def test_screen_reader_hears_what_is_said(visit: Visit) -> None:
    """The conversation is a live log, the state a status, the page has its landmarks and every control its name."""
    desk = visit()
    desk.open()
    expect(desk.page.get_by_role("log")).to_contain_text("Shall I check you")
    expect(desk.page.get_by_role("status")).to_contain_text("Your turn")
    for role in ("banner", "main", "contentinfo"):
        expect(desk.page.get_by_role(role)).to_have_count(1)
    expect(desk.page.get_by_role("region", name="Conversation")).to_be_visible()
    expect(desk.page.get_by_label("You say", exact=True)).to_be_visible()


# ---------------------------------------------------------------- looks


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/?device=show-8"])
def test_nothing_stands_in_the_way(visit: Visit, scheme: str, path: str) -> None:
    """Contrast, names, landmarks and order by WCAG AA, before, during and after a conversation, dark and light."""
    desk = visit(path, color_scheme=scheme)
    assert not desk.barriers()
    desk.open()
    desk.page.click("text=What you could say")
    desk.page.click("text=Sound and microphone")
    assert not desk.barriers()
    desk.say("my legs have stopped working")
    desk.answer.locator("summary").click()
    assert not desk.barriers()
    desk.say("stop")
    assert not desk.barriers()
    desk.picture(f"page-{scheme}{'-screen' if 'show' in path else ''}")


SIZES = {
    "phone": (360, 740, 1),
    "small phone": (320, 568, 1),
    "twice as large": (640, 450, 2),
    "tablet": (820, 1180, 1),
    "desk": (1920, 1080, 1),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["echo", "show-15", "spot"])
def test_nothing_is_cut_off(visit: Visit, size: str, kind: str) -> None:
    """On a phone, at 200% zoom and on a desk, nothing needs scrolling sideways and no word sticks out."""
    width, height, zoom = SIZES[size]
    desk = visit(f"/?device={kind}", width=width, height=height, device_scale_factor=zoom)
    assert (desk.overflow(), desk.cut()) == (0, [])
    desk.open()
    desk.page.click("text=What you could say")
    desk.page.click("text=Sound and microphone")
    desk.say("my legs have stopped working")
    desk.answer.locator("summary").click()
    assert (desk.overflow(), desk.cut()) == (0, [])
    desk.picture(f"page-{size.replace(' ', '-')}-{kind}")


def test_letters_twice_as_large_fit(visit: Visit) -> None:
    """Somebody whose browser has a larger font loses nothing."""
    desk = visit()
    desk.page.evaluate("document.documentElement.style.fontSize = '200%'")
    desk.open()
    desk.say("my legs have stopped working")
    assert (desk.overflow(), desk.cut()) == (0, [])


# ---------------------------------------------------------------- what goes wrong


def test_program_that_stopped_is_told(visit: Visit) -> None:
    """When nothing answers any more, the page says why, and what was typed is still there."""
    desk = visit()
    desk.foresee("ERR_")
    desk.open()
    desk.context.set_offline(offline=True)
    desk.page.fill("#said", "yes")
    desk.page.press("#said", "Enter")
    expect(desk.state).to_contain_text("Is “make run” still running?")
    expect(desk.page.locator("#said")).to_have_value("yes")
    desk.context.set_offline(offline=False)
    assert desk.say("yes")["question"] == "chest"


def test_two_answers_at_once_come_one_after_the_other(visit: Visit) -> None:
    """What is sent while a turn is under way waits for it."""
    desk = visit()
    for sentence in ("open spine check", "yes", "no"):
        desk.page.fill("#said", sentence)
        desk.page.press("#said", "Enter")
    expect(desk.answers).to_have_count(3)
    assert [each.locator("p").inner_text() for each in desk.said.all()] == ["open spine check", "yes", "no"]


def test_newest_choice_counts(visit: Visit) -> None:
    """Choosing one country after the other, faster than the speaker answers, ends at the last one."""
    desk = visit()
    desk.open()
    for locale in ("en-IN", "en-GB", "en-AU"):
        desk.page.select_option("#locale", locale)
    expect(desk.page.locator("#emergency")).to_have_text("000")
    expect(desk.answer).to_contain_text("000")


def test_saved_file_begins_with_the_device(visit: Visit) -> None:
    """Between the conversations of two devices stands that a file holds the second; between two of one device it does not."""
    desk = visit()
    desk.open()
    desk.say("Alexa, stop")
    desk.open()
    divider = desk.page.locator("#transcript .divider").last
    expect(divider).to_have_text("A new session: Echo, United States (en-US).")
    desk.does(lambda: desk.page.select_option("#kind", "show-5"))
    expect(divider).to_have_text("A new session: Echo Show 5, United States (en-US). What is saved as a file begins here.")


def test_words_never_become_program(visit: Visit) -> None:
    """What is typed is shown as it was typed."""
    desk = visit()
    desk.open()
    desk.say("<img src=x onerror=alert(1)> yes")
    expect(desk.said.last).to_contain_text("<img src=x onerror=alert(1)>")
    assert desk.page.locator("#transcript img").count() == 0
