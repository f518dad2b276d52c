"""What a device with a screen shows."""

import json
import re
from typing import Any

import pytest

from skill.alexa.screen import SCREENS
from skill.alexa.touch import buttons
from skill.content import library
from tests.support import (
    EMERGENCY_SCENES,
    LAUNCH,
    SCENES,
    directives,
    envelope,
    handler,
    intent,
    places,
    scene,
    speech,
    talk_in,
    touch,
)

SKILL = handler()
RENDER = "Alexa.Presentation.APL.RenderDocument"
TEXTS = {"kind", "tier", "title", "label", "text", "action", "details", "question", "call", "number", "note", "progress"}
KEYS = TEXTS | {"pages", "all", "share", "buttons", "letters"}


def shown(state: str, name: str, locale: str = "en-US", **slots: Any) -> dict[str, Any]:
    """The data of the screen after an intent in a state."""
    answer = SKILL(envelope(intent(name, **slots), scene(state).talk, locale=locale, has_screen=True), None)
    [directive] = directives(answer, RENDER)
    data: dict[str, Any] = directive["datasources"]["screen"]
    assert set(data) == KEYS
    return data


def test_screen_is_drawn_only_where_there_is_one() -> None:
    """A device without APL gets no document."""
    assert directives(SKILL(envelope(LAUNCH, has_screen=True), None), RENDER)
    assert not directives(SKILL(envelope(LAUNCH), None), RENDER)
    bare = envelope(LAUNCH)
    del bare["context"]["System"]["device"]
    assert not directives(SKILL(bare, None), RENDER)


def test_question_is_shown_with_its_answers() -> None:
    """A question of the check has Yes, No and Not sure to touch, and tells how far it is."""
    data = shown("start", "AMAZON.YesIntent")
    assert data["kind"] == "question"
    assert data["text"].endswith("?")
    assert [(button["label"], button["answer"]) for button in data["buttons"]] == [
        ("Yes", "yes"),
        ("No", "no"),
        ("Not sure", "unsure"),
    ]
    assert all((button["kind"], button["id"]) == ("question", "chest") for button in data["buttons"])
    assert data["progress"] == "Question 1 of at most 24"
    assert data["number"] == ""


def test_progress_never_counts_beyond_its_end() -> None:
    """As answers come, "question n of at most m" keeps n within m, and m does not grow when answers are no."""
    talk, most = scene("start").talk, None
    answer = SKILL(envelope(intent("AMAZON.YesIntent"), talk, has_screen=True), None)
    while (talk := talk_in(answer)).asked and talk.asked.kind == "question":
        [directive] = directives(answer, RENDER)
        asked, at_most = (int(each) for each in re.findall(r"\d+", directive["datasources"]["screen"]["progress"]))
        assert asked <= at_most
        assert most is None or at_most <= most
        most = at_most
        said = intent("AgeIntent", age="30") if talk.asked.id == "age" else intent("AMAZON.NoIntent")
        answer = SKILL(envelope(said, talk, has_screen=True), None)


@pytest.mark.parametrize("locale", library.LOCALES)
def test_emergency_shows_the_number_in_figures(locale: str) -> None:
    """The advice is shown whole, with the country's number large."""
    data = shown("start", "AnswerIntent", locale, words="i have chest pain")
    assert (data["kind"], data["tier"]) == ("advice", "ambulance")
    assert data["number"] == library.speaker(locale).number
    assert "chest pain" in data["text"]
    assert data["question"] == library.lines()["ask"]["again"]["ask"]


def test_verdict_below_an_emergency_shows_no_number() -> None:
    """The large number is for emergencies."""
    data = shown("read-back", "AMAZON.YesIntent")
    assert (data["kind"], data["tier"], data["number"]) == ("advice", "self_care", "")


@pytest.mark.parametrize("state", EMERGENCY_SCENES)
def test_number_stays_while_the_emergency_stands(state: str) -> None:
    """Whatever is asked or said in an emergency, the number to call is on the screen."""
    for said in ("AMAZON.RepeatIntent", "AMAZON.HelpIntent", "WhyIntent", "AMAZON.StopIntent"):
        assert shown(state, said)["number"] == "911"


def test_country_with_two_numbers_shows_both() -> None:
    """Beside the number in figures stands what is to be dialled across the sea."""
    data = shown("start", "AnswerIntent", "en-AU", words="i have chest pain")
    assert (data["number"], data["note"]) == ("000", "or 111 in New Zealand")


@pytest.mark.parametrize(
    ("state", "labels"),
    [
        ("question-age", ["Under 18", "18 to 49", "50 to 64", "65 to 69", "70 or older", "Not sure"]),
        ("which", ["Fever or chills", "A recent infection", "Weight loss", "Not sure"]),
        ("fix", ["Peeing", "Bowel", "Numbness", "Legs", "Fever", "Cancer", "Not sure"]),
        ("menu", ["A tip", "About surgery", "No"]),
        ("again-ambulance", ["Say it again", "Close"]),
    ],
)
def test_every_question_can_be_touched(state: str, labels: list[str]) -> None:
    """What is not answered with yes or no has its own answers to touch."""
    assert [button["label"] for button in shown(state, "AMAZON.RepeatIntent")["buttons"]] == labels


@pytest.mark.parametrize("state", [each for each in SCENES if each != "fresh"])
def test_touch_is_voice(state: str) -> None:
    """Each button does in every respect what saying its answer does."""
    talk = scene(state).talk
    for button in buttons(talk, talk.asked, library.speaker("en-US")):
        touched = SKILL(envelope(touch(*button.arguments), talk, has_screen=True), None)
        assert touched == SKILL(envelope(intent("AnswerIntent", words=button.answer), talk, has_screen=True), None), button


def test_every_age_in_a_span_means_the_same() -> None:
    """The spans of years on the buttons leave no age out, and within one every age has the findings of the age it stands for."""
    rulebook = library.rulebook()
    talk = scene("question-age").talk
    spans = [button for button in buttons(talk, talk.asked, library.speaker("en-US")) if button.answer.isdigit()]
    starts = [0, *(int(button.answer) for button in spans[1:])]
    for start, end, button in zip(starts, [*starts[1:], 121], spans, strict=True):
        assert all(rulebook.told_by_age(age) == rulebook.told_by_age(int(button.answer)) for age in range(start, end))


@pytest.mark.parametrize(
    ("version", "drawn"), [("1.0", False), ("1.3", False), ("1.4", True), ("1.10", True), ("2024.3", True), ("new", True)]
)
def test_device_older_than_the_documents_gets_none(version: str, drawn: bool) -> None:  # noqa: FBT001
    """A device whose version of APL the documents are not written for is spoken to only."""
    event = envelope(LAUNCH, has_screen=True)
    event["context"]["System"]["device"]["supportedInterfaces"]["Alexa.Presentation.APL"]["runtime"]["maxVersion"] = version
    assert bool(directives(SKILL(event, None), RENDER)) is drawn


@pytest.mark.parametrize(
    ("state", "said", "kind"),
    [
        ("start", "AMAZON.YesIntent", "question"),
        ("start", "AMAZON.HelpIntent", "help"),
        ("start", "AMAZON.NoIntent", "question"),
        ("gate", "AMAZON.NoIntent", "tip"),
        ("surgery-more", "AMAZON.YesIntent", "surgery"),
        ("question-late", "WhyIntent", "answer"),
        ("read-back", "AMAZON.RepeatIntent", "answer"),
        ("read-back", "AMAZON.NoIntent", "choices"),
        ("read-back", "AMAZON.YesIntent", "advice"),
        ("crisis", "AMAZON.RepeatIntent", "crisis"),
        ("tip-more", "AMAZON.NoIntent", "goodbye"),
        ("again-same-day", "AMAZON.NoIntent", "goodbye"),
    ],
)
def test_each_reply_has_its_screen(state: str, said: str, kind: str) -> None:
    """Which document draws a reply depends on what is told in it."""
    assert shown(state, said)["kind"] == kind


def test_verdict_has_a_name_beside_its_colour() -> None:
    """Colour never stands alone: the verdict's name is on the screen, and on the farewell after one to be acted on today."""
    assert shown("read-back", "AMAZON.YesIntent")["label"] == "Care at home"
    assert shown("again-same-day", "AMAZON.RepeatIntent")["label"] == "A doctor today"
    assert shown("again-same-day", "AMAZON.NoIntent")["tier"] == "same_day"
    assert shown("tip-more", "AMAZON.NoIntent")["tier"] == ""


def test_advice_is_whole_on_its_pages() -> None:
    """What to do first and the pages after it are together the whole advice, word for word."""
    data = shown("again-same-day", "AMAZON.RepeatIntent")
    assert " ".join([data["action"], *(page["text"] for page in data["pages"])]) == data["text"]
    assert data["text"] == f"{data['action']} {data['details']}"


def test_tip_is_shown_with_its_question() -> None:
    """A tip is text, and the question below it is not shown twice."""
    data = shown("gate", "AMAZON.NoIntent")
    assert data["kind"] == "tip"
    assert data["label"].startswith("Tip: ")
    assert data["question"].endswith("?")
    assert data["question"] not in data["text"]


def test_every_state_shows_what_it_says() -> None:
    """In every state what is shown is part of what is spoken, without markup or pauses."""
    for state in SCENES:
        answer = SKILL(envelope(intent("AMAZON.RepeatIntent"), scene(state).talk, has_screen=True), None)
        [directive] = directives(answer, RENDER)
        data = directive["datasources"]["screen"]
        heard = " ".join(re.sub(r"<[^>]*>", " ", speech(answer)).split())
        for part in ("text", "question"):
            assert not re.search(r"[<>{}\u23f8]", data[part])
            assert re.sub(r"\W+", " ", data[part]) in re.sub(r"\W+", " ", heard)


@pytest.mark.parametrize("name", SCREENS)
def test_document_reads_only_what_the_data_holds(name: str) -> None:
    """Every name that a document takes from the data is there, and its buttons send what touches are read by."""
    document = library.screen(name)
    text = json.dumps(document)
    assert set(re.findall(r"screen\.(\w+)", text)) <= KEYS
    assert set(re.findall(r"letters\.(\w+)", text)) <= TEXTS | {"buttons"}
    assert '["answer", "${button.answer}", "${button.kind}", "${button.id}"]' in text
    assert (document["version"], "import" in document) == ("1.4", False)


@pytest.mark.parametrize("name", SCREENS)
def test_newer_features_are_guarded(name: str) -> None:
    """What APL has only since a later version than the document's stands behind a look at the device's version."""
    document = library.screen(name)
    for path in places(document):
        value = document
        for key in path:
            value = value[key]
        if path[-1] in ("role", "lang", "actions", "layoutDirection"):
            assert "environment.aplVersion >= '1.5'" in value, path
