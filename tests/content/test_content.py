"""The data that clinicians and translators edit: complete, traceable, and without a promise or a diagnosis."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from skill.content import HERE, ContentError, library, read
from skill.dialogue import check
from skill.rules import Finding, Question, Rule, Tier
from tests.never_said import NEVER

BOOK = library.rulebook()
LIST_ONLY = "which one not told"
SET_BY_DIALOGUE = ("old-sign",)


def everything_said() -> Iterator[tuple[str, str]]:
    """Every text that can be spoken or shown, with where it stands."""
    texts = library.texts()
    for name, script in library.advice_scripts().items():
        yield f"advice.{name}", script.you
        yield f"advice.{name}", script.them
    for part in ("shared", "because", "card"):
        for name, text in texts.advice[part].items():
            yield f"{part}.{name}", text
    for name, entry in texts.questions.items():
        yield from ((f"questions.{name}.{form}", text) for form, text in entry.items() if isinstance(text, str))
    for section in ("tell", "close", "serious"):
        for name, text in texts.lines[section].items():
            yield from ((f"{section}.{name}", each) for each in ([text] if isinstance(text, str) else text))
    yield from ((f"tips.{name}", text) for name, text in texts.tips.items())
    yield from ((f"surgery.{chapter}", piece) for chapter, pieces in texts.pieces.items() for piece in pieces)


SAID = list(everything_said())

# ---------------------------------------------------------------- findings, questions, rules


@pytest.mark.parametrize("finding", BOOK.findings.values(), ids=lambda finding: finding.id)
def test_every_finding_has_a_spoken_name_and_ways_of_saying_it(finding: Finding) -> None:
    """Every finding can be named, and told, unless it only stands for a list, or follows from age or the dialogue."""
    assert library.texts().findings[finding.id]
    told_otherwise = finding.follows_from_age or LIST_ONLY in finding.means or finding.id in SET_BY_DIALOGUE
    assert library.phrases().get(finding.id) or told_otherwise


def test_nothing_is_said_of_findings_or_questions_that_do_not_exist() -> None:
    """Texts and rulebook name the same things."""
    assert set(library.texts().findings) == set(BOOK.findings)
    assert set(library.texts().questions) == set(BOOK.question)
    assert set(library.phrases()) <= set(BOOK.findings)


@pytest.mark.parametrize("question", BOOK.questions, ids=lambda question: question.id)
def test_every_question_is_worded_for_both_persons(question: Question) -> None:
    """Two wordings, each for oneself and for somebody else, a reason, and "which?" where it matters."""
    which = {"which", "which_again"}
    entry = library.texts().questions[question.id]
    assert {"ask", "again", "ask_them", "again_them", "why"} <= set(entry)
    assert entry["ask"] != entry["again"]
    assert bool(which & set(entry)) == question.asks_which
    assert not question.asks_which or which <= set(entry)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_every_rule_has_an_advice_of_its_tier(rule: Rule) -> None:
    """The advice that a rule names exists, and is for as much urgency as the rule."""
    assert library.advice_scripts()[rule.advice].tier == rule.tier.slug


def test_every_advice_is_given_by_something() -> None:
    """No advice lies idle."""
    given = {rule.advice for rule in BOOK.rules} | {check.CAUTIOUS_ADVICE, check.NO_REASON_ADVICE}
    assert given == set(library.advice_scripts())
    assert {script.tier for script in library.advice_scripts().values()} == {tier.slug for tier in Tier}


def test_read_back_names_questions_about_danger() -> None:
    """What is read back has words, and is about questions that are asked."""
    read_back = library.lines()["read-back"]
    assert set(read_back["groups"]) == set(read_back["questions"])
    assert all(name in BOOK.question for names in read_back["questions"].values() for name in names)


# ---------------------------------------------------------------- evidence


def test_every_tip_and_piece_has_sources() -> None:
    """Each thing told is traced to rows of evidence that exist."""
    pieces = [piece for chapter in library.surgery()["chapter"] for piece in chapter["piece"]]
    for entry in [*library.tips()["tip"], *pieces]:
        assert entry["sources"], entry["id"]
        assert set(entry["sources"]) <= set(BOOK.sources), entry["id"]


def test_every_tip_is_graded_and_in_a_topic() -> None:
    """At least 25 tips, each with a grade of evidence, in topics that none is left out of."""
    tips = library.tips()["tip"]
    topics = {topic["id"] for topic in library.tips()["topic"]}
    assert len(tips) >= 25
    assert {tip["grade"] for tip in tips} <= {"A", "B", "C"}
    assert {tip["topic"] for tip in tips} == topics
    assert len({tip["id"] for tip in tips}) == len(tips)


def test_every_source_is_used() -> None:
    """No source stands there for nothing."""
    used = {source for each in (*BOOK.rules, *BOOK.questions) for source in each.sources}
    used |= {source for tip in library.tips()["tip"] for source in tip["sources"]}
    used |= {source for chapter in library.surgery()["chapter"] for piece in chapter["piece"] for source in piece["sources"]}
    assert used == set(BOOK.sources)


def test_surgery_education_covers_what_it_must() -> None:
    """Why, the four conditions, what surgeons do, what to expect, recovery, risks, benefit, when not first, the specialist."""
    wanted = "why disc stenosis fracture cauda-equina operations expect recovery risks not-first specialist".split()
    assert set(wanted) <= set(library.material().chapters)
    said = " ".join(text for pieces in library.texts().pieces.values() for text in pieces).lower()
    for word in ("mri", "screws", "small cut", "pressure off"):
        assert word in said, word


@pytest.mark.parametrize("kind", ["tips", "surgery"])
def test_pieces_are_short_enough_to_be_heard(kind: str) -> None:
    """A tip or piece is at most sixty words."""
    for where, text in SAID:
        if where.startswith(kind):
            assert len(text.split()) <= 60, where


def test_ways_of_asking_for_a_topic_belong_to_one_topic() -> None:
    """A topic's words do not lead to another topic of the same kind."""
    for entries in (library.tips()["topic"], library.surgery()["chapter"]):
        ways = Counter(way for entry in entries for way in entry["words"])
        assert not [way for way, times in ways.items() if times > 1]


# ---------------------------------------------------------------- what is never said


@pytest.mark.parametrize("pattern", NEVER.values(), ids=NEVER)
def test_never_said(pattern: str) -> None:
    """Nobody is told that nothing is wrong, what they have, what dose to take, or that we ring for them."""
    assert not {where: text for where, text in SAID if re.search(pattern, text, re.IGNORECASE)}


def test_the_most_that_is_ever_said_is_said_with_its_limit() -> None:
    """ "Nothing you told me points to an emergency" always comes with "that does not rule out a serious cause"."""
    for name, script in library.advice_scripts().items():
        for text in (script.you, script.them):
            if "points to an emergency" in text:
                assert re.search(r"that does not rule out a serious cause", text, re.IGNORECASE), name
                assert script.tier in (Tier.APPOINTMENT.slug, Tier.SELF_CARE.slug)


def test_emergency_advice_carries_no_disclaimer() -> None:
    """Nothing comes before the action, and nothing weakens it."""
    for name, script in library.advice_scripts().items():
        if Tier[script.tier.upper()].is_emergency:
            assert "not_a_doctor" not in script.you + script.them, name
            assert "not a doctor" not in script.you + script.them, name


def test_numbers_stand_in_one_place() -> None:
    """Digits are telephone numbers, and telephone numbers come from places.toml only."""
    assert not {where: text for where, text in SAID if re.search(r"\d", text)}


# ---------------------------------------------------------------- places


@pytest.mark.parametrize("locale", library.LOCALES)
def test_every_locale_has_the_same_words(locale: str) -> None:
    """What differs by country is there for every country, and every number says how it was checked."""
    place = library.places()[locale]
    reference = library.places()[library.DEFAULT_LOCALE]
    assert set(place["words"]) == set(reference["words"])
    assert set(reference) <= set(place)
    for line in ("emergency", "health_line", "crisis"):
        assert place[line]["mark"] in ("V", "S", "UNVERIFIED")
    assert re.fullmatch(r"[\d ]+", place["emergency"]["number"])


@pytest.mark.parametrize(
    ("locale", "number"), [("en-US", "911"), ("en-GB", "999"), ("en-AU", "000"), ("en-CA", "911"), ("en-IN", "112")]
)
def test_emergency_number_is_that_of_the_country(locale: str, number: str) -> None:
    """The number that a person in that country calls."""
    assert library.speaker(locale).number == number


def test_locales_are_those_of_places() -> None:
    """Every locale has a place; one place more serves where the country is not known."""
    assert set(library.places()) == {*library.LOCALES, library.UNKNOWN_COUNTRY}


def test_locale_without_a_place_is_refused() -> None:
    """The message names the file and the locale."""
    with pytest.raises(ContentError, match=r"places\.toml: .*de-DE"):
        library.speaker("de-DE")


# ---------------------------------------------------------------- files that cannot be read


def test_missing_or_malformed_file_is_named() -> None:
    """A content file that is not there, or no TOML or JSON, stops the program by its name."""
    with pytest.raises(ContentError, match=r"en[/\\]nowhere\.toml: is missing"):
        read(HERE / "en" / "nowhere.toml")
    with pytest.raises(ContentError, match=r"icons[/\\]icon-108\.png"):
        read(HERE / "icons" / "icon-108.png")
    with pytest.raises(ContentError, match=r"screens[/\\]nowhere\.json"):
        library.screen("nowhere")


def test_content_folder_holds_no_stray_files() -> None:
    """Every file is one that is read."""
    known = {".toml", ".json", ".png", ".py", ".pyc"}
    assert not [path for path in Path(HERE).rglob("*") if path.is_file() and path.suffix not in known]
