"""What a person waits for: turns, and seconds of speech at 150 words a minute, until they hear what to do in an emergency."""

from collections.abc import Iterator

from skill.content import library
from skill.rules import State, assess
from skill.speaker import desk
from skill.speaker.session import DeskSpeaker, Turn
from tests.bench.timing import Bar, Report, table

WORDS_A_MINUTE = 150
LOCALE = "en-US"
LONGEST = 5.0
"""Seconds within which the action must be heard once a sign was volunteered."""

MOST_TURNS = 60
Waited = tuple[int, float]
"""Turns, and seconds of speech."""


def signs() -> list[str]:
    """The findings that alone demand help now and that people have words for."""
    book, words = library.rulebook(), library.phrases()
    return [each for each in book.findings if each in words and assess(book, {each: State.PRESENT}).tier.is_emergency]


def volunteered(sign: str) -> Waited:
    """Told in the first breath after the welcome. The welcome is not counted: the person speaks as soon as they can."""
    speaker = desk.speaker(LOCALE, has_screen=False)
    speaker.open_skill()
    return 1, _seconds(_words_until_action(_said(speaker, library.phrases()[sign][0])))


def asked(sign: str) -> Waited:
    """Met in the interview: everything before is answered by a no, and all that is said until the action counts."""
    speaker = desk.speaker(LOCALE, has_screen=False)
    turn, words = speaker.open_skill(), 0
    for turns in range(1, MOST_TURNS):
        if _is_emergency(turn):
            return turns, _seconds(words + _words_until_action(turn))
        words += _words(turn.speech)
        turn = _said(speaker, _answer(turn, sign))
    raise AssertionError(f"{sign} is never asked about")


def report() -> Report:
    rows: list[tuple[object, ...]] = []
    for sign in signs():
        (_, told), (turns, met) = volunteered(sign), asked(sign)
        rows.append((sign, f"{told:.1f}", turns, f"{met:.0f}"))
    slowest = max(float(row[1]) for row in rows)
    longest = max(rows, key=lambda row: float(row[3]))
    told = (
        f"Seconds of speech at {WORDS_A_MINUTE} words a minute until what to do is heard, in {LOCALE}. A volunteered sign is "
        f"met in the same turn; the slowest takes {slowest:.1f} seconds (bar {LONGEST:.0f}). The last sign of the interview is "
        f"`{longest[0]}`, after {longest[2]} turns; the person's own words and pauses come on top."
    )
    bar = Bar("seconds of speech until the action, for a sign volunteered: the slowest", LONGEST, slowest)
    head = ("sign", "volunteered, s", "asked: turns", "asked: s")
    return Report(f"## What a person waits for\n\n{told}\n\n{table(head, rows)}", (bar,))


def _said(speaker: DeskSpeaker, text: str) -> Turn:
    turn = speaker.hear(text)
    assert turn is not None, f"the conversation ended before {text!r}"
    return turn


def _answer(turn: Turn, sign: str) -> str:
    """Yes to the start and to the question that asks about the sign; an age where one is asked; otherwise no."""
    told = turn.as_json()
    if told["ask"] == "start":
        return "yes"
    question = library.rulebook().question.get(told["question"] or "")
    if question is not None and question.asks_age:
        return "forty"
    if told["ask"] == "which":
        return library.phrases()[sign][0]
    return "yes" if question is not None and sign in question.touches else "no"


def _is_emergency(turn: Turn) -> bool:
    return turn.as_json()["tier"] in ("ambulance", "emergency_department")


def _words_until_action(turn: Turn) -> int:
    """Words up to the end of the first sentence that names the number or the emergency department."""
    assert _is_emergency(turn), f"{turn.said!r} is not met by an action"
    words = 0
    for sentence in _sentences(turn.speech):
        words += _words(sentence)
        if any(name in sentence for name in _actions()):
            return words
    raise AssertionError(f"no action in {turn.speech!r}")


def _actions() -> tuple[str, str]:
    place = library.places()[LOCALE]
    return place["emergency"]["number"], place["words"]["emergency_department"]


def _sentences(speech: str) -> Iterator[str]:
    yield from (each for each in speech.replace("?", ".").replace(":", ".").split(".") if each.strip())


def _words(text: str) -> int:
    """Spoken words; a number is spoken digit by digit."""
    return sum(len(word.strip(",.")) if word.strip(",.").isdigit() else 1 for word in text.split())


def _seconds(words: int) -> float:
    return words * 60 / WORDS_A_MINUTE
