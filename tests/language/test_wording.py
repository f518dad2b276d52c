"""What is spoken, in all five locales and about oneself or somebody else."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from skill.content import library
from skill.dialogue.acts import Act, Advise, Ask, Cite, Close, Explain, ReadBack, Reply, Tell, TellPiece, TellTip
from skill.dialogue.check import CAUTIOUS_ADVICE
from skill.dialogue.heard import Answer
from skill.language.wording import Speaker, Wording
from skill.rules import Rule, Tier
from tests.support import EVENTS, SCENES, Person, scene, words_in

BOOK = library.rulebook()
LOCALES = library.LOCALES
PERSONS = pytest.mark.parametrize("about_other", [False, True], ids=["you", "them"])
EVERYWHERE = pytest.mark.parametrize("locale", LOCALES)
URGENT = [rule for rule in BOOK.rules if rule.tier.is_emergency]
TURNS = range(4)


def word(locale: str, *acts: Act, about_other: bool = False, turn: int = 0) -> Wording:
    """The words of a turn; one that does not end otherwise closes."""
    ended = acts if isinstance(acts[-1], Ask | Close) else (*acts, Close("bye"))
    return library.speaker(locale).word(Reply(ended), about_other=about_other, turn=turn)


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def advices(rule: Rule) -> Iterator[Advise]:
    """Every advice that a rule can lead to by one of its combinations; doubt leads to an emergency only about danger."""
    for combination in rule.combinations:
        named = tuple(sorted(combination))
        yield Advise(rule.advice, rule.tier, named, cautious=False)
        if not rule.tier.is_emergency or combination & BOOK.counts_as_present_when_unsure:
            yield Advise(rule.advice, rule.tier, named, cautious=True)


def every_act() -> Iterator[Act]:
    """Everything that can be said, once."""
    lines, texts = library.lines(), library.texts()
    for question in BOOK.questions:
        yield Explain(question.id, (), question.sources[0])
    for rule in BOOK.rules:
        yield from advices(rule)
        findings = tuple(sorted(rule.combinations[0]))
        yield Explain("", findings, rule.sources[0])
        yield Explain(BOOK.questions[0].id, findings, rule.sources[0])
    yield Advise("self-care", Tier.SELF_CARE, (), cautious=False)
    for line in lines["tell"]:
        yield Tell(line, ("fever", "pulsing-tummy"), 7)
    for finding in BOOK.findings:
        yield Tell("noted", (finding,))
        yield Tell("serious-same_day", (finding,))
    for line in lines["close"]:
        yield Close(line)
    yield ReadBack(tuple(lines["read-back"]["groups"]))
    for tip in texts.tips:
        yield from (TellTip(tip), Cite(tip=tip))
    for chapter, pieces in texts.pieces.items():
        for place in range(len(pieces)):
            yield from (TellPiece(chapter, place), Cite(chapter=chapter, index=place))


def every_ask() -> Iterator[Ask]:
    """Every question of every kind, in both wordings."""
    for again in (False, True):
        for question in BOOK.questions:
            yield Ask("question", question.id, again)
            if question.asks_which:
                yield Ask("which", question.id, again)
        for kind in library.lines()["ask"]:
            if kind == "again":
                yield from (Ask(kind, advice, again) for advice in library.advice_scripts())
            elif kind in ("new", "now", "doubt"):
                yield from (Ask(kind, finding, again) for finding in BOOK.findings)
            elif kind == "surgery-more":
                yield from (Ask(kind, chapter, again) for chapter in ("", *library.material().chapters))
            else:
                yield Ask(kind, "", again)


@cache
def every_reply() -> list[tuple[str, Reply]]:
    """The reply to every event in every state, with the way to it."""
    return [(f"{event} in {state}", scene(state).does(heard)) for state in SCENES for event, heard in EVENTS.items()]


def spoken(text: str) -> bool:
    """Whether it can be said as it stands: no gap, no doubled or missing space, no stray sign."""
    return bool(text) and not re.search(r"[{}_<>&]|  |\s[.,;:?!]|,\.|\.\.|^[a-z]", text)


# ---------------------------------------------------------------- questions


@PERSONS
@EVERYWHERE
def test_every_question_is_short_and_asks(locale: str, *, about_other: bool) -> None:
    """A rulebook question has at most sixteen words and ends in a question mark, in both persons."""
    long = {}
    for question in BOOK.questions:
        text = word(locale, Ask("question", question.id), about_other=about_other).question
        if words_in(text) > 16 or not text.endswith("?") or text.count("?") > 1:
            long[question.id] = text
    assert not long


@PERSONS
@EVERYWHERE
def test_every_ask_of_every_kind_can_be_spoken(locale: str, *, about_other: bool) -> None:
    """Each question, in both wordings, ends in a question mark, leaves no gap, and so does its reprompt."""
    for ask in every_ask():
        for turn in TURNS:
            words = word(locale, ask, about_other=about_other, turn=turn)
            for text in (words.question, words.speech, words.reprompt):
                assert spoken(text), f"{ask}: {text}"
                assert text.endswith("?"), f"{ask}: {text}"


@PERSONS
@EVERYWHERE
def test_reprompt_of_a_check_carries_the_number_and_the_second_wording(locale: str, *, about_other: bool) -> None:
    """If nobody answers, the last thing heard is the other wording and what to do in an emergency."""
    for question in BOOK.questions:
        reprompt = word(locale, Ask("question", question.id), about_other=about_other).reprompt
        assert library.speaker(locale).number in reprompt
        assert reprompt.endswith(word(locale, Ask("question", question.id, again=True), about_other=about_other).question)


def test_questions_about_somebody_else_do_not_say_you() -> None:
    """The third person is kept throughout, but for "you can skip this one", which is said to the person who answers."""
    for name, entry in library.texts().questions.items():
        for form in ("ask_them", "again_them"):
            text = re.sub(r"You can (skip this one|say skip)", "", entry[form])
            assert not re.search(r"\b(you|your|yours|yourself)\b", text, re.IGNORECASE), f"{name}: {entry[form]}"


# ---------------------------------------------------------------- advice


@PERSONS
@EVERYWHERE
def test_emergency_advice_is_short_and_begins_with_the_number(locale: str, *, about_other: bool) -> None:
    """With any reason, certain or not, and its closing question: at most 60 words, action and number in the first sentence."""
    number = library.speaker(locale).number
    long = {}
    for rule in URGENT:
        for advice in advices(rule):
            words = word(locale, advice, Ask("again", advice.advice), about_other=about_other)
            if words_in(words.speech) > 60:
                long[rule.id, advice.findings, advice.cautious] = f"{words_in(words.speech)} words: {words.speech}"
            assert number in first_sentence(words.speech), words.speech
            assert words.speech.startswith(("Call", "Go to", "Take them to")), words.speech
            assert number in words.reprompt, words.reprompt
    assert not long


@EVERYWHERE
def test_every_emergency_advice_is_for_its_tier(locale: str) -> None:
    """An ambulance is called, an emergency department is gone to, and no two scripts are the same."""
    heard: dict[str, str] = {}
    for name, script in library.advice_scripts().items():
        tier = Tier[script.tier.upper()]
        if not tier.is_emergency:
            continue
        for form in (script.you, script.them):
            text = library.speaker(locale).fill(form)
            start = first_sentence(text)
            called = start.startswith(f"Call {library.speaker(locale).number}")
            assert called == (tier is Tier.AMBULANCE), f"{name}: {start}"
            if tier is Tier.EMERGENCY_DEPARTMENT:
                assert re.match(r"(Go|Take them) to .+ now\b", start), f"{name}: {start}"
            assert text not in heard, f"{name} says the same as {heard.get(text)}"
            heard[text] = name


@PERSONS
@EVERYWHERE
def test_doubt_is_told_where_it_decided(locale: str, *, about_other: bool) -> None:
    """A verdict that rests on an unsure answer says that it is out of caution."""
    for rule in BOOK.rules:
        if rule.tier < Tier.SAME_DAY:
            continue
        for advice in advices(rule):
            told = "being careful" in word(locale, advice, about_other=about_other).advice
            script = library.texts().advice[advice.advice]
            if "{because}" in script["them" if about_other else "you"]:
                assert told == advice.cautious


@pytest.mark.parametrize("certain", ["cancer-ever", "spine-procedure"])
def test_what_is_certain_is_not_called_unsure(certain: str) -> None:
    """When one sign was told and only the other is in doubt, the advice does not say that both were."""
    person = Person()
    person.tells(certain)
    person.denies_until("question", "leg-numb").answers(Answer.UNSURE)
    reply = person.answers(Answer.UNSURE)
    assert reply.advice is not None
    text = library.speaker("en-US").word(reply, about_other=False, turn=1).advice
    unsure = text[text.index(library.texts().advice["because"]["unsure"].split("{reason}")[0]) :]
    assert library.speaker("en-US").name(certain) not in first_sentence(unsure)


@PERSONS
@EVERYWHERE
def test_safety_net_closes_every_verdict_that_is_no_emergency(locale: str, *, about_other: bool) -> None:
    """From a doctor today downwards the signs to go at once for are named, and that this is no doctor."""
    fill = library.speaker(locale).fill
    for name, script in library.advice_scripts().items():
        if not Tier[script.tier.upper()].is_emergency:
            text = fill(script.them if about_other else script.you)
            assert fill("{safety_net}") in text, name
            assert fill("{not_a_doctor}") in text, name


# ---------------------------------------------------------------- everything said


@PERSONS
@EVERYWHERE
def test_every_line_is_filled(locale: str, *, about_other: bool) -> None:
    """No gap is left in any line, advice, explanation, tip or piece, at any turn."""
    for act in every_act():
        for turn in TURNS if isinstance(act, Tell) else (0,):
            text = word(locale, act, about_other=about_other, turn=turn).speech.replace("\u23f8", "")
            assert spoken(text), f"{act}: {text}"


@PERSONS
@EVERYWHERE
def test_every_state_and_event_can_be_spoken(locale: str, *, about_other: bool) -> None:
    """Whatever is done in whatever state, the words of the answer are whole, and an open turn ends in a question."""
    for way, reply in every_reply():
        words = library.speaker(locale).word(reply, about_other=about_other, turn=len(way))
        assert spoken(words.speech.replace("\u23f8", "")), f"{way}: {words.speech}"
        if reply.ask is not None:
            assert words.speech.endswith("?"), f"{way}: {words.speech}"
            assert words.reprompt.endswith("?"), f"{way}: {words.reprompt}"


@EVERYWHERE
def test_welcome_is_short(locale: str) -> None:
    """The first turn has at most thirty words, one emergency line with the number, and then a question."""
    person = Person()
    text = library.speaker(locale).word(person.open(), about_other=False, turn=1).speech
    assert words_in(text) <= 30, text
    assert library.speaker(locale).number in text
    assert text.endswith("?")


@EVERYWHERE
def test_numbers_are_those_of_the_country_alone(locale: str) -> None:
    """No other country's emergency number is spoken."""
    own = library.speaker(locale).number
    others = {library.speaker(each).number for each in LOCALES} - {own}
    for act in every_act():
        text = word(locale, act).speech
        assert not {number for number in others if re.search(rf"(?<!\d){number}(?!\d)", text)}, text


@EVERYWHERE
def test_card_is_whole_and_names_the_number(locale: str) -> None:
    """The card has a title, the warning signs and the number."""
    title, text = library.speaker(locale).card()
    assert spoken(title)
    assert not re.search(r"[{}]", text)
    assert library.speaker(locale).number in text


@EVERYWHERE
def test_apology_names_the_number(locale: str) -> None:
    """Even when something went wrong, the person hears where to turn."""
    text = library.speaker(locale).apology()
    assert spoken(text)
    assert library.speaker(locale).number in text


# ---------------------------------------------------------------- putting together


def speaker() -> Speaker:
    return library.speaker("en-US")


@pytest.mark.parametrize(
    ("findings", "named"),
    [
        (("fever",), "fever or chills"),
        (("fever", "vomiting"), "fever or chills and vomiting"),
        (("fall", "fever", "vomiting"), "a fall or knock, fever or chills and vomiting"),
        (("age-50", "fever"), "fever or chills"),
        (("age-50",), "being fifty or older"),
    ],
)
def test_reasons_are_listed_as_people_say_them(findings: tuple[str, ...], named: str) -> None:
    """One, two or three reasons; age is only named when it is the only one."""
    assert f"You told me about {named}." in word("en-US", Advise("same-day", Tier.SAME_DAY, findings, cautious=False)).advice


def test_private_block_is_led_in_once() -> None:
    """The words before the private questions are said when the check comes to them in its course, and not again."""
    lead = library.texts().questions["bladder-hard"]["lead"]
    usual = word("en-US", Tell("okay"), Ask("question", "bladder-hard")).speech
    assert usual.startswith("Okay. " + lead)
    assert lead not in word("en-US", Tell("again"), Ask("question", "bladder-hard")).speech
    assert lead not in word("en-US", Ask("question", "bladder-hard", again=True)).speech
    assert word("en-US", Ask("question", "bladder-hard")).speech.startswith(lead)


def test_variants_take_turns() -> None:
    """The same line opens differently in the next turn."""
    for line, text in library.lines()["tell"].items():
        if not isinstance(text, str):
            said = [word("en-US", Tell(line, ("fever",)), turn=turn).speech for turn in range(len(text) + 1)]
            assert all(before != after for before, after in pairwise(said)), line


def test_cautious_advice_is_for_a_doctor_today() -> None:
    """Doubt alone never means more."""
    assert library.advice_scripts()[CAUTIOUS_ADVICE].tier == Tier.SAME_DAY.slug
