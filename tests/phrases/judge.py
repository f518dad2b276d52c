"""How well a sentence was understood, given what it means."""

from collections.abc import Collection, Iterable

from skill.content import library
from skill.dialogue.heard import Answer, Heard
from skill.rules import State
from tests.phrases.corpus import Phrase

RIGHT, ASKED_AGAIN, CAUTIOUS, WRONG, DANGEROUS = "right", "asked again", "cautious", "wrong", "dangerous"
VERDICTS = (RIGHT, ASKED_AGAIN, CAUTIOUS, WRONG, DANGEROUS)
"""Cautious: more was heard than was said. Dangerous: a danger sign that is there, or in doubt, was heard as a no."""

_ANSWERS = {State.ABSENT: "no", State.UNSURE: "unsure", State.PRESENT: "yes"}
_IN_PLACE_OF = {
    None: ASKED_AGAIN,
    Answer.UNSURE: ASKED_AGAIN,
    Answer.LEANING_NO: ASKED_AGAIN,
    Answer.YES: CAUTIOUS,
    Answer.NO: WRONG,
}

_PARTS = {"leg-tingle": "both-legs", "fall": "serious-accident"}
"""What a graver sign, told in the same words, includes: "pins and needles in both legs"."""


def verdict(phrase: Phrase, heard: Heard) -> str:
    if _is_dangerous(phrase, heard):
        return DANGEROUS
    if phrase.file == "noise":
        return CAUTIOUS if any(state is not State.ABSENT for state in heard.findings.values()) else RIGHT
    judge = {"findings": _volunteered, "answers": _answered, "requests": _requested}
    return judge[phrase.file](phrase, heard)


def _is_dangerous(phrase: Phrase, heard: Heard) -> bool:
    danger = {each for question in library.rulebook().questions if question.danger_now for each in question.touches}
    if any(heard.findings.get(each) is State.ABSENT for each in phrase.present & danger):
        return True
    question = library.rulebook().question.get(phrase.asked or "")
    asked = question is not None and question.danger_now
    return asked and heard.answer is Answer.NO and phrase.row.get("answer") in ("yes", "unsure")


def _volunteered(phrase: Phrase, heard: Heard) -> str:
    rulebook = library.rulebook()
    told = {**heard.findings, **(rulebook.told_by_age(heard.age) if heard.age is not None else {})}
    got = {name for each, state in told.items() if state is State.PRESENT for name in rulebook.told(each)}
    allowed = (
        {name for each in phrase.present for name in rulebook.told(each)} | _younger(phrase.present) | _parts_of(phrase.present)
    )
    missed = phrase.present - got - set(heard.old) - ({"old-sign"} if heard.old else set()) - _said_better(got)
    if missed:
        doubted = {each for each, state in heard.findings.items() if state is State.UNSURE}
        return ASKED_AGAIN if missed <= doubted or _heard_nothing(heard) else WRONG
    return RIGHT if got <= allowed else CAUTIOUS


def _said_better(got: set[str]) -> set[str]:
    """What needs no telling: a list of which one sign was told, what repeats a more certain sign, and what a graver includes."""
    lists = {each for question in library.rulebook().questions if got.intersection(question.covers) for each in question.settles}
    return lists | _parts_of(got) | {each for each, better in library.lexicon()["covered"].items() if got.intersection(better)}


def _parts_of(told: Collection[str]) -> set[str]:
    return {part for part, whole in _PARTS.items() if whole in told}


def _younger(present: frozenset[str]) -> set[str]:
    """The ages that an age told includes: whoever is seventy is over fifty too."""
    ages = [name for name, finding in library.rulebook().findings.items() if finding.at_least]
    told = [library.rulebook().findings[each].at_least or 0 for each in present.intersection(ages)]
    return {name for name in ages if (library.rulebook().findings[name].at_least or 0) <= max(told, default=0)}


def _heard_nothing(heard: Heard) -> bool:
    return not (heard.findings or heard.answer or heard.request or heard.old or heard.about or heard.age is not None)


def _answered(phrase: Phrase, heard: Heard) -> str:
    if "number" in phrase.row:
        return RIGHT if heard.age == phrase.row["number"] else ASKED_AGAIN if heard.age is None else WRONG
    if phrase.row.get("request"):
        return _requested(phrase, heard)
    if phrase.row.get("old"):
        return RIGHT if heard.old else _IN_PLACE_OF[heard.answer]
    wanted = _wanted(phrase)
    told = wanted is None and bool(phrase.present) and phrase.present <= set(heard.findings)
    if _got(heard) == wanted or told or _tells_the_age(phrase, heard) or _tells_more_gravely(phrase, heard):
        return RIGHT
    if phrase.row["answer"] is None and heard.answer is None and phrase.absent and phrase.absent == _absent(heard):
        return RIGHT
    return _IN_PLACE_OF[heard.answer]


def _tells_the_age(phrase: Phrase, heard: Heard) -> bool:
    """Whether an age without a number ("in my eighties") was heard as one that tells the same."""
    if heard.age is None or not phrase.present:
        return False
    told = {each for each, state in library.rulebook().told_by_age(heard.age).items() if state is State.PRESENT}
    return phrase.present == told


def _tells_more_gravely(phrase: Phrase, heard: Heard) -> bool:
    """Whether a graver sign was heard that includes what was asked about: a fall off a ladder as a serious accident."""
    got = {each for each, state in heard.findings.items() if state is State.PRESENT}
    return phrase.row["answer"] == "yes" and bool(_parts_of(got).intersection(phrase.present, _touched(phrase)))


def _absent(heard: Heard) -> set[str]:
    return {each for each, state in heard.findings.items() if state is State.ABSENT}


def _got(heard: Heard) -> str | None:
    return {None: None, Answer.LEANING_NO: "unsure"}.get(heard.answer, heard.answer and heard.answer.value)


def _wanted(phrase: Phrase) -> str | None:
    """The answer it gives: in so many words, or by naming what was asked about ("bone dry")."""
    if phrase.row["answer"]:
        return str(phrase.row["answer"])
    states = {State(phrase.row["findings"][each]) for each in _touched(phrase) if each in phrase.row["findings"]}
    return _ANSWERS[max(states, key=list(_ANSWERS).index)] if states else None


def _touched(phrase: Phrase) -> Iterable[str]:
    return library.rulebook().question[phrase.row["asked"]].touches


def _requested(phrase: Phrase, heard: Heard) -> str:
    if heard.request == phrase.row["request"]:
        return RIGHT
    return ASKED_AGAIN if _heard_nothing(heard) else WRONG
