"""What a turn costs: beside hello-world and beside bare JSON, as a conversation grows, and as the rulebook grows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from skill.alexa.skill import Handler
from skill.content import library
from skill.dialogue.carried import to_json
from skill.dialogue.heard import Answer, Heard
from skill.rules import Rulebook, State, assess, next_question
from tests.bench import hello
from tests.bench.timing import Bar, Report, side_by_side, table
from tests.support import Person, handler, scene

RECORDED = Path(__file__).parents[1] / "alexa" / "envelopes"
TURNS = {
    "first danger question, no": ("question", "no"),
    "late in the check, no": ("question-late", "no"),
    "a danger sign in the middle": ("question-late", "no but i can't empty my bladder"),
    "asks for a lifting tip": ("tip-more", "give me a lifting tip"),
}
ROUNDS, TIMES = 31, 20
BAR = 0.5


def event(device: str, place: str, said: str) -> dict[str, Any]:
    """A recorded envelope with these words in it, in this state of a conversation."""
    made: dict[str, Any] = json.loads((RECORDED / f"{device}.json").read_text(encoding="utf-8"))
    words = json.loads((RECORDED / "answer-in-a-slot.json").read_text(encoding="utf-8"))["request"]
    words["intent"]["slots"]["words"] |= {"value": said, "slotValue": {"type": "Simple", "value": said}}
    made["request"] = words
    made["session"]["attributes"] = {"talk": to_json(scene(place).talk), "locale": "en-GB"}
    return made


def report() -> Report:
    skill = handler()
    beside, worst = _beside_hello(skill)
    text = "\n\n".join([beside, _growing_talk(skill), _growing_rulebook()])
    return Report(text, (Bar("unsigned turn, in hello-world's: the slowest kind", BAR, worst),))


def _beside_hello(skill: Handler) -> tuple[str, float]:
    rows: list[tuple[object, ...]] = []
    ratios = []
    for device, name in (("yes", "speaker"), ("launch-screen", "screen")):
        for turn, (place, said) in TURNS.items():
            sent = event(device, place, said)
            text = json.dumps(sent)
            taken = side_by_side(
                {
                    "ours": lambda sent=sent: skill(sent, None),
                    "hello": lambda sent=sent: hello.lambda_handler(sent, None),
                    "json": lambda text=text: json.dumps(json.loads(text)),
                },
                rounds=ROUNDS,
                times=TIMES,
            )
            ours, peer, floor = (taken[each] * 1e3 for each in ("ours", "hello", "json"))
            ratios.append(ours / peer)
            rows.append((turn, name, f"{ours:.2f}", f"{peer:.2f}", f"{floor:.3f}", f"{ours / peer:.2f}"))
    head = ("turn", "device", "Spine Check, ms", "hello-world, ms", "bare JSON, ms", f"ratio (bar {BAR})")
    return "## A turn, unsigned\n\n" + table(head, rows), max(ratios)


def _growing_talk(skill: Handler) -> str:
    """The same words at turn 1, 10, 20, ... of one conversation that never ends."""
    person = Person()
    person.open()
    states = {}
    for turn in range(1, 61):
        if turn in (1, 10, 20, 40, 60):
            states[turn] = {"talk": to_json(person.talk), "locale": "en-GB"}
        _go_on(person)
    sent = {turn: _in_state(attributes) for turn, attributes in states.items()}
    things = {str(turn): (lambda each=each: skill(each, None)) for turn, each in sent.items()}
    taken = side_by_side(things, rounds=ROUNDS, times=TIMES)
    rows: list[tuple[object, ...]] = [
        (turn, len(json.dumps(states[turn])), f"{taken[str(turn)] * 1e3:.2f}", f"{taken[str(turn)] / taken['1']:.2f}")
        for turn in states
    ]
    return "## As a conversation grows\n\nThe turn is a tip by name.\n\n" + table(
        ("at turn", "bytes carried", "ms", "against turn 1"), rows
    )


def _go_on(person: Person) -> None:
    """A tip after a tip, the check in between: everything that a conversation remembers fills up."""
    asked = person.talk.asked.kind if person.talk.asked else ""
    if asked == "start":
        person.wants("check")
    elif person.talk.asked and person.talk.asked.id == "age":
        person.does(Heard(age=40))
    elif asked in ("question", "which", "gate"):
        person.answers(Answer.NO)
    elif asked in ("read-back", "offer-tip", "tip-more"):
        person.answers(Answer.YES)
    else:
        person.wants("tip")


def _in_state(attributes: Mapping[str, Any]) -> dict[str, Any]:
    made = event("yes", "tip-more", "give me a lifting tip")
    made["session"]["attributes"] = attributes
    return made


def _growing_rulebook() -> str:
    """A verdict with the next question, of rulebooks two and four times the size."""
    books = {times: _times(library.rulebook(), times) for times in (1, 2, 4)}
    known = dict.fromkeys(list(library.rulebook().findings)[:10], State.ABSENT)
    things = {str(times): (lambda book=book: (assess(book, known), next_question(book, known))) for times, book in books.items()}
    taken = side_by_side(things, rounds=ROUNDS, times=TIMES)
    rows: list[tuple[object, ...]] = [
        (times, len(book.rules), len(book.questions), f"{taken[str(times)] * 1e3:.2f}", f"{taken[str(times)] / taken['1']:.1f}")
        for times, book in books.items()
    ]
    return "## As the rulebook grows\n\n" + table(
        ("times", "rules", "questions", "verdict and next question, ms", "against 1"), rows
    )


def _times(book: Rulebook, times: int) -> Rulebook:
    """The rulebook with copies of all its rules, over findings of their own."""
    return replace(
        book,
        findings={
            _named(each.id, copy): replace(each, id=_named(each.id, copy), implies=_all(each.implies, copy))
            for copy in range(times)
            for each in book.findings.values()
        },
        questions=tuple(
            replace(
                each,
                id=_named(each.id, copy),
                settles=_all(each.settles, copy),
                covers=_all(each.covers, copy),
                after=_all(each.after, copy),
            )
            for copy in range(times)
            for each in book.questions
        ),
        rules=tuple(
            replace(each, combinations=tuple(frozenset(_all(one, copy)) for one in each.combinations))
            for copy in range(times)
            for each in book.rules
        ),
    )


def _named(name: str, copy: int) -> str:
    return f"{name}-{copy}" if copy else name


def _all(names: Any, copy: int) -> tuple[str, ...]:
    return tuple(_named(each, copy) for each in names)
