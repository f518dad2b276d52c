"""The theorems about verdicts and interviews that are quick, and for each a rulebook, or a way of judging, that breaks it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace

import pytest

from skill.content import library
from skill.proofs import interviews, verdicts, walk
from skill.proofs.evidence import evidence
from skill.proofs.verdicts import Verdicts
from skill.proofs.walk import Interviews
from skill.rules import Assessment, Findings, Question, Rulebook, State, Tier, assess, load_rulebook, next_question
from tests.proofs.mutants import DATA, SOURCES, Data, mutants

VERDICTS = {theorem.id: theorem for theorem in verdicts.THEOREMS}
INTERVIEWS = {theorem.id: theorem for theorem in interviews.THEOREMS}
QUICK_INTERVIEWS = ("short", "danger-first", "honest")


def test_theorems_about_verdicts_hold() -> None:
    """Each claim stands for the rulebook in force."""
    given = Verdicts(library.rulebook(), evidence())
    broken = {name: theorem.search(given).broken_by for name, theorem in VERDICTS.items()}
    assert not {name: found for name, found in broken.items() if found}


@pytest.mark.parametrize("name", QUICK_INTERVIEWS)
def test_quick_theorems_about_interviews_hold(name: str) -> None:
    """Those that need no walk through every interview; the others are in tests/e2e."""
    assert INTERVIEWS[name].search(Interviews(Verdicts(library.rulebook(), evidence()))).holds


def changed(change: Callable[[Data], object]) -> Rulebook:
    data = deepcopy(DATA)
    change(data)
    return load_rulebook(data, SOURCES)


def mutant(name: str) -> Rulebook:
    [found] = [each for each in mutants() if each.id == name]
    return found.rulebook()


def three_together(data: Data) -> None:
    data["rule"].append({**data["rule"][0], "id": "three", "when": {"all": ["fall", "night-pain", "leg-tingle"]}})


def said_twice(data: Data) -> None:
    data["rule"].append({**data["rule"][-1], "id": "again"})


BROKEN_RULEBOOKS = {
    "decided-in-groups": lambda: changed(three_together),
    "unsure": lambda: mutant("unsure counts otherwise: bladder-hard"),
    "alone": lambda: mutant("rule left out: bladder"),
    "never-below": lambda: mutant("rule a tier lower: cancer"),
    "explained": lambda: mutant("rule a tier higher: height-loss"),
    "decisive": lambda: changed(said_twice),
    "reopened": lambda: mutant("reopens one less: leg-tingle saddle"),
    "ages": lambda: mutant("age bound moved: age-65 66"),
}


@pytest.mark.parametrize("name", BROKEN_RULEBOOKS)
def test_theorem_about_verdicts_fails_for_a_rulebook_that_breaks_it(name: str) -> None:
    """A theorem that cannot fail proves nothing."""
    assert not VERDICTS[name].search(Verdicts(BROKEN_RULEBOOKS[name](), evidence())).holds


def told_first(book: Rulebook, findings: Findings) -> Assessment:
    """Judges by what was told first alone."""
    return assess(book, dict(list(findings.items())[:1]))


def reassured(book: Rulebook, findings: Findings) -> Assessment:
    """Takes osteoporosis for a reason to worry less."""
    verdict = assess(book, findings)
    return verdict._replace(tier=Tier.SELF_CARE) if findings.get("osteoporosis") is State.PRESENT else verdict


def speechless(book: Rulebook, findings: Findings) -> Assessment:
    """Has no verdict for somebody with a fall."""
    verdict = assess(book, findings)
    return verdict._replace(tier=None) if "fall" in findings else verdict  # type: ignore[arg-type]


BROKEN_JUDGEMENTS = {"total": speechless, "monotone": reassured, "order": told_first, "decided-in-groups": told_first}


@pytest.mark.parametrize("name", BROKEN_JUDGEMENTS)
def test_theorem_about_verdicts_fails_for_a_way_of_judging_that_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """These no rulebook can break, since rules hold positive combinations only: so the judging itself is changed."""
    monkeypatch.setattr(verdicts, "assess", BROKEN_JUDGEMENTS[name])
    assert not VERDICTS[name].search(Verdicts(library.rulebook(), evidence())).holds


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("short", "question left out: history"),
        ("danger-first", "asked last of all: both-legs"),
        ("honest", "question left out: urine"),
    ],
)
def test_theorem_about_interviews_fails_for_a_rulebook_that_breaks_it(name: str, broken: str) -> None:
    """Quick ones; the others are shown to fail in tests/e2e."""
    assert not INTERVIEWS[name].search(Interviews(Verdicts(mutant(broken), evidence()))).holds


FEW = ("chest", "tearing", "unwell", "calf", "settling")
"""With these questions alone every interview is walked at once."""


def few_questions() -> Rulebook:
    book = library.rulebook()
    return replace(book, questions=tuple(book.question[name] for name in FEW))


def nothing_after_danger(book: Rulebook, findings: Findings) -> Question | None:
    """Stops asking before the last questions."""
    found = next_question(book, findings)
    return None if found in book.questions[-2:] else found


def everything(book: Rulebook, findings: Findings) -> Question | None:
    """Goes on asking for what is known to change nothing."""
    return next((each for each in book.questions if not set(each.touches) & set(findings)), None)


def the_first_again(book: Rulebook, _: Findings) -> Question | None:
    """Never gets past the first question."""
    return book.questions[0]


WRONG_INTERVIEWS = {"settled": nothing_after_danger, "needed": everything, "ends": the_first_again}


@pytest.mark.parametrize("name", WRONG_INTERVIEWS)
def test_theorem_about_interviews_fails_for_a_way_of_asking_that_breaks_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a few questions, of which the theorem holds before the way of asking is changed."""
    assert INTERVIEWS[name].search(Interviews(Verdicts(few_questions(), evidence()))).holds
    monkeypatch.setattr(walk, "next_question", WRONG_INTERVIEWS[name])
    assert not INTERVIEWS[name].search(Interviews(Verdicts(few_questions(), evidence()))).holds


def test_every_theorem_about_interviews_is_shown_to_fail() -> None:
    """None is left without something that breaks it."""
    assert set(INTERVIEWS) == {*WRONG_INTERVIEWS, *QUICK_INTERVIEWS}


def test_every_theorem_about_verdicts_is_shown_to_fail() -> None:
    """None is left without something that breaks it."""
    assert set(VERDICTS) == {*BROKEN_RULEBOOKS, *BROKEN_JUDGEMENTS}
