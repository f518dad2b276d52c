"""Every state meets everything a person can do, and the promises of the safety case hold on any way through."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import library
from skill.dialogue import turn
from skill.dialogue.acts import Advise, Ask, Close, Tell, TellPiece, TellTip
from skill.dialogue.heard import Answer, Heard
from skill.rules import Question, State, Tier, assess
from tests.support import ABSENT, EMERGENCY_SCENES, EVENTS, PRESENT, SCENES, UNSURE, Person, acts, scene

BOOK = library.rulebook()
CORRECTIONS = ("wrong", "start_over", "back")
DANGER = (
    "chest-pain",
    "legs-wont-move",
    "bladder-hard",
    "bladder-leak",
    "bowel-control-lost",
    "saddle-numb",
    "both-legs",
    "foot-drop",
)


def tier(person: Person) -> Tier:
    return assess(BOOK, person.talk.findings).tier


@pytest.mark.parametrize("state", SCENES)
def test_every_state_goes_on_whatever_is_done(state: str) -> None:
    """No state has a dead end: a turn ends in a question that is then waiting, or in a farewell and nothing is waiting."""
    for event, heard in EVENTS.items():
        person = scene(state)
        reply = person.does(heard)
        assert isinstance(reply.acts[-1], Ask | Close), event
        assert person.talk.asked == reply.ask, event


@pytest.mark.parametrize("state", SCENES)
def test_a_turn_leaves_the_conversation_that_it_is_given_as_it_was(state: str) -> None:
    """Unless it is given it to use up: the turn is the same, without the copy."""
    for heard in EVENTS.values():
        before = scene(state).talk
        taken = turn.take(before, heard, library.material())
        assert before == scene(state).talk
        assert turn.go_on(before, heard, library.material()) == taken


@pytest.mark.parametrize("state", SCENES)
def test_stop_always_stops(state: str) -> None:
    """Stop closes in every state, says no verdict, and in an emergency names the action once more."""
    for event in ("stop", "cancel", "home"):
        reply = scene(state).wants(event)
        assert reply.ask is None, event
        assert reply.advice is None, event
        assert isinstance(reply.acts[-1], Close), event
        said = library.speaker("en-GB").word(reply, about_other=False, turn=1).speech
        assert ("999" in said) >= (state in EMERGENCY_SCENES), said


@pytest.mark.parametrize("state", ["question", "question-late", "which", "read-back", "new", "doubt"])
def test_stop_in_mid_check_leaves_a_safety_net(state: str) -> None:
    """An unfinished check ends in one line about danger signs."""
    assert scene(state).wants("stop").acts == (Close("bye-unfinished"),)


@pytest.mark.parametrize("state", SCENES)
def test_emergency_sign_is_met_in_the_same_turn(state: str) -> None:
    """A volunteered emergency sign brings the advice first of all, in every state."""
    for sign in DANGER:
        if sign in scene(state).talk.findings:
            continue
        reply = scene(state).tells(sign)
        assert isinstance(reply.acts[0], Advise), sign
        assert reply.acts[0].tier.is_emergency, sign
        assert reply.ask is not None, sign


@pytest.mark.parametrize("state", SCENES)
def test_emergency_sign_comes_before_any_other_wish(state: str) -> None:
    """Whatever else is said in the same breath, the emergency is answered first."""
    for event in EVENTS.keys() - {"stop", "cancel", "home", "crisis"}:
        heard = EVENTS[event]
        reply = scene(state).does(Heard({"cold-pale-leg": PRESENT}, heard.answer, heard.request, heard.topic, heard.age))
        assert isinstance(reply.acts[0], Advise), event
        assert reply.acts[0].tier is Tier.AMBULANCE, event


@pytest.mark.parametrize("sign", [*DANGER, "fever", "cancer-ever"])
def test_a_sign_told_again_when_asked_whether_it_is_there_counts_as_a_yes(sign: str) -> None:
    """To "do you have that now?", the sign itself is an answer as good as yes."""
    person = Person()
    person.tells(sign)
    assert person.denies(sign).ask == Ask("doubt", sign)
    said_yes = person.copy()
    said_yes.answers(Answer.YES)
    person.tells(sign)
    assert person.talk.asked == said_yes.talk.asked
    assert person.talk.verdict == said_yes.talk.verdict


@pytest.mark.parametrize("state", ["again-ambulance", "again-department"])
def test_no_tips_after_an_emergency_verdict(state: str) -> None:
    """Until it is corrected, an emergency verdict stands, and is not followed by tips, education or another check."""
    for event in EVENTS.keys() - set(CORRECTIONS):
        person = scene(state)
        reply = person.does(EVENTS[event])
        assert not acts(reply, TellTip), event
        assert not acts(reply, TellPiece), event
        assert reply.ask is None or reply.ask.kind in ("again", "crisis"), event
        if reply.ask is not None:
            assert person.talk.verdict is not None, event
            assert person.talk.verdict.is_emergency, event


@pytest.mark.parametrize("request_", ["tip", "surgery", "more"])
@pytest.mark.parametrize("state", EMERGENCY_SCENES)
def test_asking_for_tips_in_an_emergency_brings_the_advice_again(state: str, request_: str) -> None:
    """Somebody who was sent for help and asks for a tip hears where to go."""
    reply = scene(state).wants(request_)
    assert reply.advice is not None
    assert reply.advice.tier.is_emergency


def test_tips_come_back_after_a_correction() -> None:
    """What was misheard is taken back by "that's wrong" and a no; then tips are open again once the check is done."""
    person = scene("again-department")
    assert person.wants("wrong").ask == Ask("question", "bladder-hard")
    person.denies_until("read-back").answers(Answer.YES)
    assert acts(person.answers(Answer.YES), TellTip)


@pytest.mark.parametrize("request_", ["tip", "surgery"])
def test_gate_opens_to_a_no_only(request_: str) -> None:
    """Tips and education are open after one question about danger; anything but a plain no starts the check."""
    for answer in (Answer.YES, Answer.UNSURE, Answer.LEANING_NO):
        person = Person()
        assert person.wants(request_).ask == Ask("gate")
        reply = person.answers(answer)
        assert reply.ask is not None
        assert reply.ask.kind == "question"
        assert not acts(reply, TellTip)
        assert not acts(reply, TellPiece)
    person = Person()
    person.wants(request_)
    assert acts(person.answers(Answer.NO), TellTip if request_ == "tip" else TellPiece)


def test_nothing_heard_at_the_gate_is_not_a_no() -> None:
    """Twice nothing at the gate begins the check."""
    person = scene("gate")
    assert person.does(Heard()).ask == Ask("gate", again=True)
    reply = person.does(Heard())
    assert reply.ask is not None
    assert reply.ask.kind == "question"


# ---------------------------------------------------------------- unsure, and nothing heard

DANGER_QUESTIONS = [
    each for each in BOOK.questions if each.danger_now and each.unsure_counts_as_present and each.id != "leg-numb"
]


@pytest.mark.parametrize("named", [False, True], ids=["bare", "with the finding"])
@pytest.mark.parametrize("question", DANGER_QUESTIONS, ids=lambda question: question.id)
def test_unsure_twice_about_danger_is_an_emergency(question: Question, *, named: bool) -> None:
    """The second wording is asked; unsure again counts as a yes, and it is said that this is out of caution."""
    person = Person()
    person.wants("check")
    person.denies_until("question", question.id)
    unsure = Heard(dict.fromkeys(question.touches, UNSURE) if named else {}, Answer.UNSURE)
    assert person.does(unsure).ask == Ask("question", question.id, again=True)
    advice = person.does(unsure).advice
    assert advice is not None
    assert advice.tier.is_emergency
    assert advice.cautious


@pytest.mark.parametrize("question", DANGER_QUESTIONS, ids=lambda question: question.id)
def test_nothing_heard_twice_about_danger_is_an_emergency(question: Question) -> None:
    """Nonsense is never taken for no."""
    person = Person()
    person.wants("check")
    person.denies_until("question", question.id)
    assert person.does(Heard()).ask == Ask("question", question.id, again=True)
    advice = person.does(Heard()).advice
    assert advice is not None
    assert advice.tier.is_emergency
    assert advice.cautious


@pytest.mark.parametrize("question", DANGER_QUESTIONS, ids=lambda question: question.id)
def test_skip_twice_about_danger_is_an_emergency(question: Question) -> None:
    """The first skip is told why it matters, the second counts as a yes."""
    person = Person()
    person.wants("check")
    person.denies_until("question", question.id)
    reply = person.wants("skip")
    assert Tell("skip-matters") in reply.acts
    advice = person.wants("skip").advice
    assert advice is not None
    assert advice.cautious


@pytest.mark.parametrize("name", ["accident", "sexual"])
def test_unsure_twice_where_caution_is_enough_means_a_doctor_today(name: str) -> None:
    """The interview goes on, and the verdict is never less than a doctor today."""
    person = Person()
    person.wants("check")
    person.denies_until("question", name).answers(Answer.UNSURE)
    assert person.answers(Answer.UNSURE).advice is None
    advice = person.denies_until("read-back").answers(Answer.YES).advice
    assert advice is not None
    assert (advice.tier, advice.cautious) == (Tier.SAME_DAY, True)


@pytest.mark.parametrize("question", DANGER_QUESTIONS, ids=lambda question: question.id)
def test_not_really_twice_is_a_no(question: Question) -> None:
    """A hedged no is asked about once in other words, and then taken at its word."""
    person = Person()
    person.wants("check")
    person.denies_until("question", question.id)
    assert person.answers(Answer.LEANING_NO).ask == Ask("question", question.id, again=True)
    assert person.answers(Answer.LEANING_NO).advice is None
    assert all(person.talk.findings[each] is ABSENT for each in question.touches)


# ---------------------------------------------------------------- any way through

_states = st.sampled_from(SCENES)
_findings = st.sampled_from(list(BOOK.findings))
_told = st.dictionaries(_findings, st.sampled_from(list(State)), max_size=3)
_events = st.sampled_from(list(EVENTS.values())) | st.builds(
    Heard,
    findings=_told,
    answer=st.none() | st.sampled_from(list(Answer)),
    age=st.none() | st.integers(0, 120),
    old=st.lists(_findings, max_size=2).map(tuple),
    about_other=st.booleans(),
)


@given(_states, st.lists(_events, min_size=1, max_size=25))
def test_any_way_through_keeps_the_promises(state: str, events: list[Heard]) -> None:
    """Never a crash; never a tip in an emergency; an emergency verdict falls only to an explicit correction."""
    person = scene(state)
    for heard in events:
        before = person.copy()
        asked = before.talk.asked
        reply = person.does(heard)
        emergency = before.talk.verdict is not None and before.talk.verdict.is_emergency
        corrected = heard.request in CORRECTIONS or (asked is not None and asked.kind == "doubt" and heard.answer is Answer.NO)
        if emergency and not corrected:
            assert not acts(reply, TellTip)
            assert not acts(reply, TellPiece)
            assert person.talk.verdict is not None
            assert person.talk.verdict >= before.talk.verdict
        advice = reply.advice
        if advice is not None:
            assert advice.tier is tier(person)
            assert advice is reply.acts[0] or not advice.tier.is_emergency or isinstance(reply.acts[0], Tell)


@given(_states, _findings)
def test_volunteered_no_never_lowers_a_verdict(state: str, finding: str) -> None:
    """To say that one does not have a sign takes nothing back, unless one was just asked whether one still has it."""
    person = scene(state)
    before = tier(person)
    was_asked = person.talk.asked
    person.denies(finding)
    if was_asked is None or was_asked.kind not in ("doubt", "new", "now"):
        assert tier(person) >= before


@pytest.mark.parametrize("sign", DANGER)
def test_a_no_against_an_earlier_yes_is_asked_about(sign: str) -> None:
    """A sign told and then denied still counts; only a plain no to "do you have that now?" takes it back."""
    person = Person()
    person.tells(sign)
    assert person.denies(sign).ask == Ask("doubt", sign)
    assert person.talk.findings[sign] is PRESENT
    for answer in (Answer.YES, Answer.UNSURE):
        other = person.copy()
        other.answers(answer)
        assert other.answers(answer).advice is not None
        assert other.talk.findings[sign] is PRESENT
    person.answers(Answer.NO)
    assert person.talk.findings[sign] is ABSENT


def test_several_signs_in_one_sentence_are_all_heard() -> None:
    """The advice names each of them."""
    reply = Person().tells("saddle-numb", "bladder-hard")
    assert reply.advice is not None
    assert reply.advice.tier is Tier.EMERGENCY_DEPARTMENT


def test_starting_over_forgets_everything_about_the_person() -> None:
    """After "start over" nothing that was told is left, but the manner of speaking is."""
    person = scene("offer-tip")
    person.wants("slower")
    person.wants("start_over")
    assert person.talk.findings == {}
    assert person.talk.verdict is None
    assert person.talk.slow


def test_starting_over_in_an_emergency_takes_nothing_back_by_itself() -> None:
    """ "It started again" may be misheard: what the verdict rests on is asked about, and only a no takes it back."""
    person = scene("again-department")
    assert person.wants("start_over").acts == (Ask("doubt", "bladder-hard"),)
    assert person.talk.verdict is Tier.EMERGENCY_DEPARTMENT
    assert person.answers(Answer.YES).advice is not None
    person.wants("start_over")
    person.answers(Answer.NO)
    assert person.talk.verdict is None
