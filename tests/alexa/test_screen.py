"""What a device with a screen shows."""

import json
import re
from typing import Any

import pytest

from skill.content import library
from tests.support import LAUNCH, SCENES, directives, envelope, handler, intent, scene, speech, talk_in

SKILL = handler()
RENDER = "Alexa.Presentation.APL.RenderDocument"
KEYS = {"kind", "tier", "title", "text", "question", "number", "progress", "buttons"}


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


@pytest.mark.parametrize("state", ["question-age", "which", "fix", "menu"])
def test_question_for_words_or_a_number_has_no_buttons(state: str) -> None:
    """What is not answered with yes or no has nothing to touch."""
    assert shown(state, "AMAZON.RepeatIntent")["buttons"] == []


def test_tip_is_shown_with_its_question() -> None:
    """A tip is text, and the question below it is not shown twice."""
    data = shown("gate", "AMAZON.NoIntent")
    assert data["kind"] == "text"
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


def test_document_reads_only_what_the_data_holds() -> None:
    """Every name that the document takes from the data is there, and its buttons send what touches are read by."""
    document = json.dumps(library.screen("turn"))
    assert set(re.findall(r"payload\.screen\.(\w+)", document)) <= KEYS
    assert set(re.findall(r"data\.(\w+)", document)) <= {"label", "answer", "kind", "id"}
    assert '["answer", "${data.answer}", "${data.kind}", "${data.id}"]' in document
