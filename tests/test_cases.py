"""Every case a clinician can read, played through the whole path, and what the interview owes to everybody."""

import re

import pytest

from skill.content import library
from tests.cases import TIERS, Case, cases, page
from tests.person import MOST_TURNS, Person, consult, talk

HOME = "en-US"
ELSEWHERE = tuple(locale for locale in library.LOCALES if locale != HOME)
ABROAD = [
    pytest.param(case, ELSEWHERE[place % len(ELSEWHERE)], id=case.id) for place, case in enumerate(cases()) if place % 3 == 0
]
AT_HOME = [pytest.param(case, HOME, id=case.id) for case in cases()]

ROWS = (
    "A1 A2 A2b A3 A4 A5 B1 B2 B3 B4 C1 C2 C3 C4 C5 D1 D2 D3 D4 K1 K2 F1 F1b F2 G1 G2 G3 G4 H1 H2 H3 H4 H5 H6 H7 H8 J1 J2 J3"
).split()
"""The rows of the evidence table 1.3."""
AMENDMENTS = [f"1.6.{number}" for number in range(1, 15)]
CONFLICTS = [f"1.5 row {number}" for number in range(1, 15)]

AMBULANCE_ALONE = (
    *("chest-pain", "breathless", "collapse", "tearing-pain", "aneurysm-known", "legs-wont-move", "cold-pale-leg"),
)
DEPARTMENT_ALONE = (
    *("serious-accident", "bladder-hard", "bladder-leak", "bladder-numb", "bowel-control-lost", "saddle-numb", "sexual-change"),
    *("both-legs", "foot-drop", "legs-weak", "walking-unsteady"),
)
ALONE = [(sign, "ambulance") for sign in AMBULANCE_ALONE] + [(sign, "emergency_department") for sign in DEPARTMENT_ALONE]
"""Signs that are an emergency by themselves: the evidence table 1.3 A to C, and 1.6.1 to 1.6.3."""
EMERGENCIES = ("ambulance", "emergency_department")
QUESTIONS_BEFORE_ALL_EMERGENCIES = 14
QUESTIONS_OF_AN_ALL_CLEAR = 24


def _asked_by(question: str) -> frozenset[str]:
    return frozenset(library.rulebook().question[question].touches)


@pytest.mark.parametrize(("case", "locale"), AT_HOME)
def test_case_hears_what_the_evidence_demands(case: Case, locale: str) -> None:
    """The tier is the one that the evidence table gives, and the advice names the reason's own destination."""
    consultation = consult(case, locale)
    assert consultation.tier == (case.gap or case.tier), f"{case.why} ({case.source})\n{consultation.transcript()}"
    assert library.speaker(locale).fill(case.destination).lower() in consultation.advice.lower(), case.source


@pytest.mark.parametrize(("case", "locale"), ABROAD)
def test_case_hears_the_same_in_other_countries(case: Case, locale: str) -> None:
    """The verdict and its destination do not depend on the country."""
    test_case_hears_what_the_evidence_demands(case, locale)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.id)
def test_noes_are_read_back_except_in_an_emergency(case: Case) -> None:
    """The evidence table, 1.6.10: a misheard no is otherwise undetectable; an emergency is not delayed for it."""
    consultation = consult(case, HOME)
    assert consultation.was_read_back is (consultation.tier not in EMERGENCIES)


def test_somebody_who_asks_for_a_tip_passes_the_gate() -> None:
    """The evidence table, 1.6.9: before any tip one question names the emergency signs, and a yes starts the check."""
    case = next(case for case in cases() if case.id == "wants-a-tip-but-is-numb")
    assert "gate" in [turn.as_json()["ask"] for turn in consult(case, HOME).turns]


def test_cases_are_well_formed() -> None:
    """Ids are unique and in kebab case, findings and tiers exist, nothing is both present and unsure."""
    ids = [case.id for case in cases()]
    assert len(ids) == len(set(ids)) >= 130
    for case in cases():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", case.id), case.id
        assert case.tier in TIERS, case.id
        assert library.rulebook().findings.keys() >= {*case.present, *case.unsure}, case.id
        assert not {*case.present} & {*case.unsure}, case.id
        assert case.who.endswith("."), case.id
        assert case.why.endswith("."), case.id


@pytest.mark.parametrize("row", [*ROWS, *AMENDMENTS, *CONFLICTS, "combination rule"])
def test_every_row_of_the_evidence_has_a_case(row: str) -> None:
    """No row, amendment or conflict of the evidence table goes without a person."""
    assert any(re.search(rf"\b{re.escape(row)}\b", case.source) for case in cases()), row


def test_emergency_signs_are_asked_first() -> None:
    """Whoever says no to everything is asked for every sign that alone is an emergency within fourteen questions."""
    asked = talk(Person(age=40), HOME).asked
    places = [max(place for place, name in enumerate(asked, start=1) if sign in _asked_by(name)) for sign, _ in ALONE]
    assert max(places) <= QUESTIONS_BEFORE_ALL_EMERGENCIES


@pytest.mark.parametrize("age", range(18, 91))
def test_all_clear_is_short(age: int) -> None:
    """Nobody who says no to everything is asked more than twenty-four questions, at any adult age."""
    consultation = talk(Person(age), HOME)
    assert len(consultation.asked) <= QUESTIONS_OF_AN_ALL_CLEAR
    assert len(consultation.turns) < MOST_TURNS
    assert consultation.tier == ("appointment" if age >= 50 else "self_care")


@pytest.mark.parametrize("locale", library.LOCALES)
@pytest.mark.parametrize(("sign", "tier"), ALONE)
def test_emergency_sign_is_met_in_the_turn_of_the_yes(sign: str, tier: str, locale: str) -> None:
    """The first yes to an emergency sign is answered by the verdict, with no question between."""
    consultation = talk(Person(age=45, present=frozenset({sign})), locale)
    assert consultation.tier == tier
    assert consultation.turns[-1].said == "yes"
    assert sign in _asked_by(consultation.asked[-1])
    assert not any(turn.said == "yes" for turn in consultation.turns[2:-1])


def test_table_holds_every_case_and_shows_where_the_two_differ() -> None:
    """What a clinician reads: everybody with their source, less urgent than expected in one colour, more urgent in another."""
    told = {case.id: case.gap or case.tier for case in cases()}
    table = page.html([(case, told[case.id]) for case in cases()])
    assert all(f'<span class="id">{case.id}</span>' in table for case in cases())
    assert table.count('class="less"') == sum(TIERS.index(case.gap) < TIERS.index(case.tier) for case in cases() if case.gap)
    assert table.count('class="more"') == sum(TIERS.index(case.gap) > TIERS.index(case.tier) for case in cases() if case.gap)


def test_person_without_a_verdict_is_shown_as_less() -> None:
    """Nothing told counts as the least urgent of all."""
    case = next(case for case in cases() if case.tier == "self_care")
    assert '<td class="less">no verdict</td>' in page.html([(case, "")])
