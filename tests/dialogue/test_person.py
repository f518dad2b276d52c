"""Whose back it is, and what a change of person does to what was told."""

import pytest

from skill.dialogue.acts import Ask, Tell
from skill.dialogue.heard import Answer, Heard
from skill.rules import Tier
from tests.support import ABSENT, PRESENT, UNSURE, Person, scene

OTHER_FEVER = Heard({"fever": PRESENT}, about_other=True)


def test_nobody_is_let_go_on_the_answers_of_another() -> None:
    """After "care for it at home" for oneself, "what about my wife?" begins the check for her."""
    person = scene("offer-tip")
    reply = person.wants("someone_else")
    assert reply.acts == (Tell("about-them-anew"), Ask("question", "chest"))
    assert person.talk.findings == {}
    assert person.talk.verdict is None


@pytest.mark.parametrize("heard", [Heard(request="someone_else"), OTHER_FEVER])
def test_noes_of_one_person_are_asked_of_the_other(heard: Heard) -> None:
    """In mid-check the noes are forgotten, however the other person comes up; what was told stays."""
    person = Person()
    person.wants("check")
    person.answers(Answer.NO)
    person.tells("morning-stiffness")
    reply = person.does(heard)
    assert reply.acts[0] == Tell("about-them-anew")
    assert reply.ask == Ask("question", "chest")
    assert ABSENT not in person.talk.findings.values()
    assert person.talk.findings["morning-stiffness"] is PRESENT


def test_a_no_beside_another_person_answers_for_nobody() -> None:
    """ "No, but my husband has a fever": whose no it was is not known, so the question is asked of him."""
    person = Person()
    person.wants("check")
    person.answers(Answer.NO)
    person.does(Heard({"fever": PRESENT}, Answer.NO, about_other=True))
    assert set(person.talk.findings.values()) == {PRESENT}


def test_a_doubt_is_not_lost_with_the_person() -> None:
    """What was told with a maybe counts with caution for either."""
    person = Person()
    person.wants("check")
    person.does(Heard({"height-loss": UNSURE}, request="wait"))
    person.wants("someone_else")
    assert person.talk.findings["height-loss"] is UNSURE


@pytest.mark.parametrize("heard", [Heard(request="someone_else"), OTHER_FEVER])
def test_an_emergency_stays_whose_it_is(heard: Heard) -> None:
    """ "What about my wife?" from somebody who has to go makes it not hers: the advice is repeated to the one who needs it."""
    person = scene("again-department")
    reply = person.does(heard)
    assert reply.advice is not None
    assert reply.advice.tier is Tier.EMERGENCY_DEPARTMENT
    assert not person.talk.about_other


@pytest.mark.parametrize("state", ["offer-tip", "question-late"])
def test_each_relative_is_asked_about_anew(state: str) -> None:
    """After the check of one, "what about my mum?" begins hers; no no of the one counts for the other."""
    person = scene(state)
    person.talk.about_other = True
    reply = person.wants("someone_else")
    assert reply.acts[0] == Tell("about-them-anew")
    assert ABSENT not in person.talk.findings.values()


def test_more_told_of_the_same_person_begins_nothing_anew() -> None:
    """ "My wife has a fever, too" in her check is one more sign of hers."""
    person = scene("question-late")
    person.talk.about_other = True
    known = dict(person.talk.findings)
    person.does(Heard({"morning-stiffness": PRESENT}, about_other=True))
    assert person.talk.findings.items() >= known.items()


def test_a_wish_to_die_is_not_talked_away_by_another_person() -> None:
    """The crisis line stays first."""
    person = scene("crisis")
    assert person.wants("someone_else").acts == (Tell("crisis"), Ask("crisis"))
    assert person.does(OTHER_FEVER).acts[-1] == Ask("crisis")
