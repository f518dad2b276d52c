"""What a person can ask for at any time, and what follows."""

import pytest

from skill.content import library
from skill.dialogue.acts import Advise, Ask, Close, Explain, Tell, TellPiece, TellTip
from skill.dialogue.heard import Answer, Heard
from skill.dialogue.resume import OF_THE_CHECK
from skill.rules import State, Tier, questions_left
from tests.support import ABSENT, ADULT, PRESENT, UNSURE, Person, acts, scene

IN_CHECK = ("question", "question-again", "question-age", "question-late", "which", "read-back")


@pytest.mark.parametrize("request_", ["help", "repeat", "slower", "wait", "how_many", "recording", "doctor", "why"])
@pytest.mark.parametrize(
    "state", ["start", "question", "question-age", "question-late", "which", "read-back", "new", "now", "gate"]
)
def test_the_question_stays_open_after_something_in_between(state: str, request_: str) -> None:
    """What is asked in between is answered, and then the same question is put again."""
    person = scene(state)
    asked = person.talk.asked
    assert asked is not None
    reply = person.wants(request_)
    assert reply.ask is not None
    assert (reply.ask.kind, reply.ask.id) == (asked.kind, asked.id)
    assert person.talk.findings == scene(state).talk.findings


@pytest.mark.parametrize("request_", ["can_wait", "no_phone", "no_car", "wont_go"])
@pytest.mark.parametrize("state", ["question", "question-age", "question-late", "which", "read-back"])
def test_the_check_goes_on_after_an_objection(state: str, request_: str) -> None:
    """In a check, "can it wait?" and the like are answered, and the same question is put again."""
    person = scene(state)
    asked = person.talk.asked
    person.wants(request_)
    assert person.talk.asked == asked


@pytest.mark.parametrize(
    "request_", ["help", "repeat", "slower", "why", "can_wait", "no_phone", "no_car", "wont_go", "check", "wait"]
)
@pytest.mark.parametrize("state", ["again-ambulance", "again-department"])
def test_emergency_turn_stays_open(state: str, request_: str) -> None:
    """After an emergency verdict each wish is granted and the offer to say it again follows."""
    reply = scene(state).wants(request_)
    assert reply.ask is not None
    assert reply.ask.kind == "again"


@pytest.mark.parametrize("line", ["can_wait", "no_phone", "no_car", "wont_go"])
@pytest.mark.parametrize(
    ("state", "urgency"),
    [
        ("question", "unknown"),
        ("again-ambulance", "ambulance"),
        ("again-department", "now"),
        ("again-same-day", "today"),
        ("offer-tip", "later"),
    ],
)
def test_objections_are_answered_by_urgency(state: str, urgency: str, line: str) -> None:
    """ "Can it wait?", no phone, no car and "I won't go" have an answer for each degree of urgency."""
    assert Tell(f"{line.replace('_', '-')}-{urgency}") in scene(state).wants(line).acts


def test_why_explains_the_question_with_its_source() -> None:
    """In a check, "why?" gives the reason for the question that is open."""
    person = scene("question")
    [explain] = acts(person.wants("why"), Explain)
    assert explain == Explain("chest", (), library.rulebook().question["chest"].sources[0])


@pytest.mark.parametrize(("state", "finding"), [("again-ambulance", "chest-pain"), ("again-department", "bladder-hard")])
def test_why_explains_the_verdict_with_what_it_rests_on(state: str, finding: str) -> None:
    """After a verdict, "why?" names what was told."""
    [explain] = acts(scene(state).wants("why"), Explain)
    assert isinstance(explain, Explain)
    assert explain.findings == (finding,)
    assert explain.source in library.rulebook().sources


def test_back_asks_the_question_before_and_forgets_its_answer() -> None:
    """Going back once puts the question before, twice the one before that."""
    person = scene("question")
    person.answers(Answer.NO)
    person.answers(Answer.NO)
    assert person.talk.asked == Ask("question", "legs-move")
    assert person.wants("back").ask == Ask("question", "tearing")
    assert "tearing-pain" not in person.talk.findings
    assert person.wants("back").ask == Ask("question", "chest")
    assert person.talk.findings == {}
    assert Tell("nothing-before") in person.wants("back").acts


def test_back_from_an_emergency_asks_what_led_to_it() -> None:
    """After an emergency verdict, going back takes the answer back and asks plainly."""
    person = scene("again-department")
    assert person.wants("back").ask == Ask("question", "bladder-hard")
    assert person.talk.verdict is None


def test_back_among_tips_tells_the_tip_before() -> None:
    """Going back in tips tells the earlier one, and stays at the first."""
    person = scene("tip-more")
    [first] = acts(person.replies[-1], TellTip)
    person.answers(Answer.YES)
    assert acts(person.wants("back"), TellTip) == [first]
    reply = person.wants("back")
    assert Tell("nothing-before") in reply.acts
    assert acts(reply, TellTip) == [first]


def test_wrong_in_a_check_takes_the_latest_answer_back() -> None:
    """ "That's wrong" undoes what was noted last and asks for it again."""
    person = scene("question")
    person.tells("fever")
    reply = person.wants("wrong")
    assert reply.ask == Ask("question", "fever")
    assert "fever" not in person.talk.findings


def test_wrong_with_two_emergencies_takes_back_one_at_a_time() -> None:
    """When another emergency sign still stands, its advice is spoken at once."""
    person = Person()
    person.tells("chest-pain")
    person.tells("bladder-hard")
    reply = person.wants("wrong")
    assert isinstance(reply.acts[0], Advise)
    assert reply.acts[0].findings == ("bladder-hard",)


def test_wrong_with_nothing_told_goes_on() -> None:
    """There is nothing to take back, and that is said."""
    assert scene("question").wants("wrong").acts == (Tell("nothing-to-correct"), Ask("question", "chest"))


def test_wrong_at_the_read_back_asks_which() -> None:
    """A no to the read-back, or "that's wrong", asks which one is different; not told, the danger questions come again."""
    for person in (scene("read-back"), scene("read-back")):
        assert person.wants("wrong").ask == Ask("fix")
    person = scene("fix")
    reply = person.does(Heard())
    assert Tell("once-more") in reply.acts
    assert reply.ask == Ask("question", "chest")


def test_a_sign_told_at_the_read_back_counts() -> None:
    """The correction may be the sign itself."""
    reply = scene("fix").tells("bladder-leak")
    assert reply.advice is not None
    assert reply.advice.tier is Tier.EMERGENCY_DEPARTMENT


def test_read_back_comes_before_every_verdict_but_an_emergency() -> None:
    """No verdict below an emergency is spoken before the noes were read back and confirmed."""
    person = scene("read-back")
    assert all(reply.advice is None for reply in person.replies)
    advice = person.answers(Answer.YES).advice
    assert advice is not None
    assert advice.tier is Tier.SELF_CARE


def test_how_many_tells_the_number_that_can_follow() -> None:
    """The number told is that of the questions left if every answer is no."""
    person = scene("question")
    left = len(questions_left(library.rulebook(), person.talk.findings))
    assert Tell("how-many", count=left) in person.wants("how_many").acts
    person.denies_until("question", "settling")
    assert Tell("last-question", count=1) in person.wants("how_many").acts
    assert Tell("no-more-questions") in scene("offer-tip").wants("how_many").acts


def test_skip_of_a_question_that_is_no_danger_counts_as_unsure() -> None:
    """It is not asked again, and not taken for no."""
    person = scene("question-late")
    person.wants("skip")
    assert person.talk.asked != Ask("question", "settling")
    assert ABSENT not in [person.talk.findings[each] for each in library.rulebook().question["settling"].touches]


def test_rephrase_puts_the_second_wording() -> None:
    """ "What do you mean?" brings the question in other words."""
    assert scene("question").wants("rephrase").acts == (Tell("another-way"), Ask("question", "chest", again=True))


@pytest.mark.parametrize("request_", ["someone_else", "myself"])
@pytest.mark.parametrize("state", ["start", "question", "menu"])
def test_the_person_it_is_about_can_change(state: str, request_: str) -> None:
    """From then on it is in that person."""
    person = scene(state)
    reply = person.wants(request_)
    assert person.talk.about_other == (request_ == "someone_else")
    assert reply.ask is not None
    if state == "again-department":
        assert reply.advice is not None


def test_crisis_is_answered_at_once_in_the_middle_of_anything() -> None:
    """Somebody who wants to die hears the crisis line; an emergency in the same sentence is met first, and stands."""
    assert scene("question").does(Heard(request="crisis")).acts == (Tell("crisis"), Ask("crisis"))
    person = scene("question")
    reply = person.does(Heard({"chest-pain": PRESENT}, request="crisis"))
    assert reply.acts == (Tell("first-ambulance"), Tell("crisis"), Ask("crisis"))
    assert person.talk.verdict is Tier.AMBULANCE


def test_crisis_ends_with_the_crisis_line() -> None:
    """A no to "shall I say that number again?" still names it."""
    person = scene("crisis")
    assert person.answers(Answer.YES).acts[0] == Tell("crisis")
    assert person.answers(Answer.NO).acts == (Close("crisis-bye"),)


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        ("chest-pain", "serious-ambulance"),
        ("saddle-numb", "serious-emergency_department"),
        ("fever", "serious-same_day"),
        ("leg-tingle", "serious-appointment"),
        ("blood-thinners", "serious-self_care"),
        ("pregnancy-warning", "serious-emergency_department"),
    ],
)
def test_is_it_serious_is_answered_conditionally(finding: str, line: str) -> None:
    """ "Is numbness serious?" is answered, nothing is noted, and the person is asked whether they have it."""
    person = Person()
    reply = person.wants("serious", about=(finding,))
    assert reply.acts == (Tell(line, (finding,)), Ask("now", finding))
    assert person.talk.findings == {}


def test_a_yes_after_is_it_serious_counts() -> None:
    """A yes to "do you have that now?" brings the advice, a no does not, and two doubts about danger do."""
    assert scene("now").answers(Answer.YES).advice is not None
    assert scene("now").answers(Answer.NO).acts == (Tell("okay"), Ask("start"))
    person = scene("now")
    assert person.answers(Answer.UNSURE).ask == Ask("now", "saddle-numb", again=True)
    advice = person.answers(Answer.UNSURE).advice
    assert advice is not None
    assert advice.cautious


def test_an_old_sign_is_asked_about_and_unsure_counts_as_new() -> None:
    """A long-standing sign is asked about; not new, it is worth an appointment; anything but a no counts as new."""
    assert scene("new").answers(Answer.YES).advice is not None
    person = scene("new")
    assert person.answers(Answer.UNSURE).ask == Ask("new", "saddle-numb", again=True)
    assert person.answers(Answer.UNSURE).advice is not None
    person = scene("new")
    assert person.answers(Answer.NO).advice is None
    advice = person.denies_until("read-back").answers(Answer.YES).advice
    assert advice is not None
    assert advice.tier is Tier.APPOINTMENT


def test_a_bare_yes_to_a_list_asks_which_where_it_matters() -> None:
    """Which sign it is decides the destination; when it is not told twice, the list itself counts."""
    person = scene("which")
    assert person.does(Heard()).ask == Ask("which", "unwell", again=True)
    person.does(Heard())
    assert person.talk.asked is not None
    assert person.talk.asked.kind == "question"
    assert person.talk.findings["unwell"] is PRESENT
    named = scene("which")
    named.tells("weight-loss")
    assert named.talk.asked is not None
    assert named.talk.asked.kind == "question"


def test_age_is_one_question_with_a_number() -> None:
    """A number settles every finding of age; a word that is no age is asked about again."""
    person = scene("question-age")
    assert person.answers(Answer.YES).ask == Ask("question", "age", again=True)
    person.does(Heard(age=72))
    assert [person.talk.findings[each] for each in ("under-18", "age-50", "age-65", "age-70")] == [
        ABSENT,
        PRESENT,
        PRESENT,
        PRESENT,
    ]


def test_a_doubted_sign_is_asked_about() -> None:
    """A sign told with a maybe brings its question in plain words."""
    person = Person()
    reply = person.does(Heard(findings={"bladder-leak": UNSURE}))
    assert reply.ask == Ask("question", "bladder-leak", again=True)


# ---------------------------------------------------------------- tips and education


def test_no_tip_is_told_twice_until_all_are_told() -> None:
    """Every tip is heard once before any is heard again."""
    person = scene("tip-more")
    told = [act.tip for reply in person.replies for act in acts(reply, TellTip) if isinstance(act, TellTip)]
    every = [tip for tips in library.material().tips.values() for tip in tips]
    while len(told) < len(every):
        [act] = acts(person.wants("more"), TellTip)
        assert isinstance(act, TellTip)
        assert act.tip not in told
        told.append(act.tip)
    assert sorted(told) == sorted(every)
    assert Tell("all-tips-told") in person.wants("more").acts


@pytest.mark.parametrize("topic", library.material().tips)
def test_topic_is_told_first_when_it_is_named(topic: str) -> None:
    """A tip by topic is of that topic; when it is used up, that is said and another topic follows."""
    person = Person()
    person.does(Heard(request="tip", topic=f"tip:{topic}"))
    reply = person.answers(Answer.NO)
    for _ in library.material().tips[topic]:
        [act] = acts(reply, TellTip)
        assert isinstance(act, TellTip)
        assert library.material().topic_of(act.tip) == topic
        reply = person.answers(Answer.YES)
    assert Tell("other-topic") in reply.acts


def test_surgery_goes_through_every_piece_and_ends() -> None:
    """From the first piece "more" leads through every chapter to the end, which is said."""
    person = scene("surgery-more")
    heard = [act for reply in person.replies for act in acts(reply, TellPiece)]
    while person.talk.asked is not None and person.talk.asked.kind == "surgery-more":
        heard += acts(person.answers(Answer.YES), TellPiece)
    chapters = library.material().chapters
    assert heard == [TellPiece(chapter, index) for chapter, count in chapters.items() for index in range(count)]
    assert Tell("surgery-end") in person.replies[-1].acts


@pytest.mark.parametrize("chapter", library.material().chapters)
def test_chapter_is_told_when_it_is_named(chapter: str) -> None:
    """Asking for a chapter begins with its first piece."""
    person = Person()
    person.does(Heard(request="surgery", topic=f"surgery:{chapter}"))
    assert acts(person.answers(Answer.NO), TellPiece) == [TellPiece(chapter, 0)]


def test_repeat_tells_the_tip_or_piece_again() -> None:
    """ "Repeat" after a tip or piece repeats it, not only its question."""
    for state, kind in (("tip-more", TellTip), ("surgery-more", TellPiece)):
        person = scene(state)
        assert acts(person.wants("repeat"), kind) == acts(scene(state).replies[-1], kind)


def test_tips_wait_for_a_doctor_seen_today() -> None:
    """After a same-day verdict a tip does not come before the doctor."""
    reply = scene("again-same-day").wants("tip")
    assert Tell("doctor-first") in reply.acts
    assert not acts(reply, TellTip)


@pytest.mark.parametrize("state", IN_CHECK)
def test_tips_wait_for_the_check(state: str) -> None:
    """In mid-check a wish for a tip does not end the check."""
    reply = scene(state).wants("tip")
    assert Tell("check-first") in reply.acts
    assert not acts(reply, TellTip)
    assert reply.ask is not None


@pytest.mark.parametrize("state", ["question", "question-age", "read-back", "which"])
def test_a_wish_for_a_tip_in_mid_check_leaves_the_same_question(state: str) -> None:
    """The check goes on where it was."""
    person = scene(state)
    asked = person.talk.asked
    person.wants("tip")
    assert person.talk.asked is not None
    assert asked is not None
    assert (person.talk.asked.kind, person.talk.asked.id) == (asked.kind, asked.id)


def test_an_all_clear_is_only_spoken_when_everything_is_settled() -> None:
    """ "Nothing you told me points to an emergency" needs an answer to every question that could say otherwise."""
    person = scene("question")
    person.denies_until("read-back", age=ADULT)
    assert not questions_left(library.rulebook(), person.talk.findings)


@pytest.mark.parametrize(("sign", "line"), [("bladder-hard", "now"), ("chest-pain", "ambulance")])
@pytest.mark.parametrize("state", ["fresh", "start", "question", "tip-more"])
def test_emergency_told_together_with_stop_is_answered_before_the_farewell(state: str, sign: str, line: str) -> None:
    """ "Stop, I can't pee": it stops, and the last words are what to do now."""
    reply = scene(state).does(Heard({sign: PRESENT}, request="stop"))
    assert reply.acts == (Tell(f"first-{line}"), Close(f"bye-{line}"))


def test_no_question_is_remembered_twice_as_answered() -> None:
    """A sign of a list denied, then the rest of the list: going back comes to that question once, and the session stays small."""
    person = scene("question")
    person.denies("chest-pain")
    person.answers(Answer.NO)
    assert person.talk.answered == ["chest"]
    for _ in range(3):
        person.tells("height-loss")
        person.wants("wrong")
        person.answers(Answer.NO)
    assert len(person.talk.answered) == len(set(person.talk.answered))


def test_stop_told_with_a_worse_sign_ends_with_the_more_urgent_words() -> None:
    """Sent to the emergency department, then "stop, my chest hurts": the farewell is to call an ambulance."""
    reply = scene("again-department").does(Heard({"chest-pain": PRESENT}, request="stop"))
    assert reply.acts == (Tell("first-ambulance"), Close("bye-ambulance"))


def test_taking_a_pregnancy_back_takes_its_warning_sign_back() -> None:
    """A warning sign tells of the pregnancy too; when the pregnancy was wrong, nothing of it is left."""
    person = Person()
    person.tells("pregnancy-warning")
    person.wants("back")
    assert PRESENT not in person.talk.findings.values()


def test_doubt_about_a_sign_already_told_does_not_take_it_back() -> None:
    """ "Is tingling serious?" from somebody who told of it, and then not sure whether it is there now: it stays."""
    person = Person()
    person.tells("leg-tingle")
    person.wants("serious", about=("leg-tingle",))
    person.answers(Answer.UNSURE)
    person.answers(Answer.UNSURE)
    assert person.talk.findings["leg-tingle"] is PRESENT


@pytest.mark.parametrize(
    "request_", ["no_car", "no_phone", "recording", "thanks", "help", "can_wait", "repeat", "rephrase", "how_many"]
)
@pytest.mark.parametrize("state", ["start", "offer-tip", "again-same-day", "menu", "gate", "tip-more"])
@pytest.mark.parametrize("certainty", [PRESENT, UNSURE])
def test_a_sign_told_beside_a_wish_leads_to_the_questions(state: str, request_: str, certainty: State) -> None:
    """ "I can't drive, and I have a fever": the wish is granted, and then the check goes on, whatever was asked before."""
    person = scene(state)
    reply = person.does(Heard({"vomiting": certainty}, request=request_))
    assert reply.ask is not None
    assert reply.ask.kind in OF_THE_CHECK
    assert reply.advice is None


def test_not_really_is_a_no_only_when_it_was_told_twice() -> None:
    """A hedge after nonsense, a "what do you mean?" or a "not sure" is the first hedge, and is asked once more."""
    for before in (Heard(), Heard(request="rephrase"), Heard(answer=Answer.UNSURE)):
        person = scene("question")
        person.does(before)
        assert person.answers(Answer.LEANING_NO).ask == Ask("question", "chest", again=True)
        assert ABSENT not in person.talk.findings.values()
        person.answers(Answer.LEANING_NO)
        assert person.talk.findings["chest-pain"] is ABSENT


def test_a_correction_keeps_what_is_told_beside_it() -> None:
    """ "That's not right, my leg is numb": the one is taken back and asked about, the other stays."""
    person = scene("again-same-day")
    reply = person.does(Heard({"leg-numb-large": PRESENT}, request="wrong"))
    assert person.talk.findings["leg-numb-large"] is PRESENT
    assert reply.acts[0] == Tell("taken-back")


def test_a_correction_takes_back_what_is_denied_by_name() -> None:
    """ "That's wrong, I have no fever": the fever, not the first sign behind the verdict."""
    person = Person()
    person.tells("saddle-numb", "bladder-hard")
    person.does(Heard({"saddle-numb": ABSENT}, request="wrong"))
    assert "saddle-numb" not in person.talk.findings
    assert person.talk.findings["bladder-hard"] is PRESENT


def test_who_is_not_understood_twice_at_the_start_is_asked_the_questions() -> None:
    """Nobody is kept at "shall we start?"."""
    person = scene("start")
    person.does(Heard())
    assert person.does(Heard()).ask == Ask("question", "chest")
