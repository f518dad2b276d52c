"""The interview as a drawing: a station for each question, a lane for each tier."""

from dataclasses import dataclass

from skill.content import library
from skill.reports.rulebook_rules import matrix
from skill.reports.tiers import TIER_NAMES
from skill.rules import Findings, Question, Rulebook, State, Tier, next_question, questions_left

WIDTH = 1000
TOP, ROW = 92, 32
FIRST_LANE, LANE = 650, 78
LONGEST = 92
"""As many characters as fit between the spine and the lanes."""


@dataclass(frozen=True)
class Mark:
    """Where a yes can lead: `alone`, or only together with something else."""

    x: int
    tier: Tier
    alone: bool


@dataclass(frozen=True)
class Station:
    """One question. `place` is its number in an all-clear, empty for one that is asked only `after` certain answers."""

    id: str
    y: int
    place: str
    words: str
    after: tuple[str, ...]
    note: str
    marks: tuple[Mark, ...]

    @property
    def end(self) -> Mark | None:
        """The emergency that a yes by itself is; it ends the interview."""
        return next((mark for mark in self.marks if mark.alone and mark.tier.is_emergency), None)


@dataclass(frozen=True)
class Drawing:
    """Everything the template draws, in units of the drawing."""

    width: int
    height: int
    stations: tuple[Station, ...]
    lanes: tuple[tuple[int, str, str], ...]


def drawing(locale: str) -> Drawing:
    """The interview in the words of one country."""
    rulebook = library.rulebook()
    always = [question.id for question in questions_left(rulebook, {})]
    name = library.speaker(locale).name
    after = {asked: [" and ".join(map(name, each)) for each in told] for asked, told in _asked_after(rulebook, always).items()}
    places = {name: str(place) for place, name in enumerate(always, start=1)}
    stations = tuple(
        Station(
            id=question.id,
            y=TOP + ROW * row,
            place=places.get(question.id, ""),
            words=_short(library.speaker(locale).fill(library.texts().questions[question.id]["ask"])),
            after=tuple(after.get(question.id, ())),
            note=_short(f"asked after: {'; '.join(after.get(question.id, ()))}"),
            marks=_marks(rulebook, question),
        )
        for row, question in enumerate(rulebook.questions)
    )
    lanes = tuple((_x(tier), TIER_NAMES[tier], tier.slug) for tier in sorted(Tier, reverse=True))
    return Drawing(WIDTH, TOP + ROW * len(stations) + 84, stations, lanes)


def _x(tier: Tier) -> int:
    return FIRST_LANE + LANE * (Tier.AMBULANCE - tier)


def _marks(rulebook: Rulebook, question: Question) -> tuple[Mark, ...]:
    rows = [row for row in matrix(rulebook) if row.finding in question.touches]
    marks = []
    for tier in sorted(Tier, reverse=True):
        if any(tier in row.alone for row in rows):
            marks.append(Mark(_x(tier), tier, alone=True))
        elif any(tier in row.together for row in rows):
            marks.append(Mark(_x(tier), tier, alone=False))
    return tuple(marks)


def _asked_after(rulebook: Rulebook, always: list[str]) -> dict[str, list[tuple[str, ...]]]:
    """What brings on each question that not everybody is asked: single findings, or else pairs with the list that covers it."""
    singles = [each for each in rulebook.findings if not rulebook.findings[each].follows_from_age and _goes_on(rulebook, each)]
    asked = {each: questions_left(rulebook, _told(rulebook, each)) for each in singles}
    return {
        question.id: [(each,) for each in singles if question in asked[each] and each not in question.touches]
        or _pairs(rulebook, question)
        for question in rulebook.questions
        if question.id not in always
    }


def _goes_on(rulebook: Rulebook, finding: str) -> bool:
    """Whether more is asked of somebody who told this alone: an emergency ends the interview."""
    return not any(row.finding == finding and tier.is_emergency for row in matrix(rulebook) for tier in row.alone)


def _pairs(rulebook: Rulebook, question: Question) -> list[tuple[str, ...]]:
    lists = {each.settles[0] for each in rulebook.questions if set(each.covers) & set(question.touches)}
    return [
        (listed, other)
        for listed in sorted(lists)
        for other in rulebook.findings
        if other not in (listed, *question.touches)
        and _is_next(rulebook, question, {**_told(rulebook, listed), **_told(rulebook, other)})
    ]


def _told(rulebook: Rulebook, finding: str) -> dict[str, State]:
    return dict.fromkeys(rulebook.told(finding), State.PRESENT)


def _is_next(rulebook: Rulebook, question: Question, told: Findings) -> bool:
    """Whether it is still asked when all but what it touches is known."""
    known = {each: told.get(each, State.ABSENT) for each in rulebook.findings if each not in question.touches}
    return next_question(rulebook, known) == question


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]} …"
