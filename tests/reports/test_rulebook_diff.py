"""Two rule books compared: who would be told something else."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest

from skill.__main__ import main
from skill.content import HERE, library
from skill.reports import rulebook, rulebook_old, rulebook_people
from skill.reports.rulebook_people import Signs
from skill.rules import Rule, Rulebook, State, Tier

BOOK = library.rulebook()
TOML = (HERE / "rulebook.toml").read_text(encoding="utf-8")
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def compared(tmp_path: Path, capsys: Printed) -> Callable[[str], str]:
    """What is printed when today's rule book is compared with an older one."""

    def compare(old: str) -> str:
        file = tmp_path / "old"
        file.write_text(old, encoding="utf-8")
        assert main(["rulebook", "--diff", str(file)]) == 0
        return " ".join(capsys.readouterr().out.split())

    return compare


def changed(old: str, new: str) -> str:
    """The rulebook.toml of today with one thing written as it might have been before."""
    assert TOML.count(old) == 1, old
    return TOML.replace(old, new)


NOBODY = "WHO WOULD NOW BE TOLD SOMETHING ELSE Nobody."


def test_nothing_changed_tells_nobody_anything_else(compared: Callable[[str], str]) -> None:
    """The same rulebook.toml: nobody; words are not in it, and that is said."""
    told = compared(TOML)
    assert NOBODY in told
    assert "Not compared" in told


@pytest.mark.parametrize("locale", library.LOCALES)
def test_json_of_today_is_today(locale: str, compared: Callable[[str], str]) -> None:
    """What `rulebook --json` prints can be kept, and compared later, words and all."""
    told = compared(rulebook.as_json(locale))
    assert NOBODY in told
    assert told.count("No difference.") == 3


def test_json_holds_all_that_decides(tmp_path: Path) -> None:
    """Read back, it is the same rulebook but for the sources."""
    file = tmp_path / "book.json"
    file.write_text(rulebook.as_json("en-US"), encoding="utf-8")
    again = rulebook_old.read(file).rulebook
    assert again.findings == BOOK.findings
    assert again.questions == BOOK.questions
    assert [_comparable(rule) for rule in again.rules] == [_comparable(rule) for rule in BOOK.rules]


def _comparable(rule: Rule) -> Rule:
    ordered = sorted(rule.combinations, key=sorted)
    return replace(rule, combinations=tuple(ordered))


CHANGES = [
    (
        ('id = "both-legs"\nrow = "C1"\ntier = "emergency_department"', 'id = "both-legs"\nrow = "C1"\ntier = "same_day"'),
        "MORE URGENT a doctor today (emergency-nerves) -> emergency department (emergency-nerves) * Pain, tingling, numbness",
    ),
    (
        ('row = "F2"\ntier = "same_day"', 'row = "F2"\ntier = "emergency_department"'),
        "LESS URGENT emergency department (same-day) -> a doctor today (same-day) * A new lump on the back, or a changed shape",
    ),
    (
        ('row = "F2"\ntier = "same_day"', 'row = "F2"\ntier = "emergency_department"'),
        "of it; from 18, age not told [back-shape -> back-shape]",
    ),
    (
        ('settles = ["foot-drop"]\nunsure = "present"', 'settles = ["foot-drop"]\nunsure = "caution"'),
        "a doctor today (same-day-unsure) -> emergency department (emergency-nerves) * NOT SURE: Cannot lift the front of a foot",
    ),
    (
        ("from_age = { from = 70 }", "from_age = { from = 75 }"),
        "* Nothing but the pain; 70 to 74 [over-fifty -> over-seventy]",
    ),
    (
        ('implies = ["pregnant"]\n', ""),
        "* In pregnancy: bleeding, leaking fluid, pain in waves, or fewer movements; at any age",
    ),
    (
        ('"leg-tingle", "blood-infection",', '"leg-tingle", "blood-infection", "recent-infection",'),
        "chills or night sweats AND A serious infection in the last few weeks; from 18, age not told [fever-at-risk -> fever]",
    ),
    (
        ('advice = "same-day-next-working-day"', 'advice = "same-day"'),
        "AS URGENT, OTHER ADVICE a doctor today (same-day) -> a doctor today (same-day-next-working-day) * Losing weight",
    ),
    (
        ('id = "calf"\nsettles = ["calf-swollen"]', 'id = "old-calf"\nsettles = ["calf-swollen"]'),
        "WHAT IS ASKED New question: calf No longer asked: old-calf",
    ),
    (
        ("One calf or leg swollen", "A calf swollen"),
        "calf-swollen: A calf swollen, warm or discoloured -> One calf or leg swollen, warm or discoloured",
    ),
    (
        ('after = ["pregnant"]\n', ""),
        "pregnancy-warning is asked only after: nothing -> pregnant",
    ),
]


@pytest.mark.parametrize(("old", "told"), CHANGES, ids=[told[:40] for _, told in CHANGES])
def test_change_is_told_in_words(old: tuple[str, str], told: str, compared: Callable[[str], str]) -> None:
    """One change of each kind, and the people, ages, verdicts and rules that it is about."""
    assert told in compared(changed(*old))


def test_less_urgent_comes_first(compared: Callable[[str], str]) -> None:
    """What a reviewer must see is at the top."""
    told = compared(
        changed('row = "F2"\ntier = "same_day"', 'row = "F2"\ntier = "ambulance"').replace(
            'row = "C1"\ntier = "emergency_department"', 'row = "C1"\ntier = "same_day"'
        )
    )
    assert told.index("LESS URGENT") < told.index("MORE URGENT")


def test_changed_words_are_shown(compared: Callable[[str], str]) -> None:
    """With a kept JSON, other words of the same script are told as before and after."""
    book = json.loads(rulebook.as_json("en-GB"))
    script = next(each for each in book["advice"] if each["id"] == "self-care")
    script["you"] = "Rest in bed."
    told = compared(json.dumps(book))
    assert NOBODY in told
    assert "self-care, to the person, en-GB: - Rest in bed. + You can look after this at home" in told


BAD = ["", "[", "{}", '{"version": 1}', "version = 3", 'version = "1"\n[finding.a]\nmeans = ""', "[1]"]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_rule_book_is_refused(text: str, tmp_path: Path, capsys: Printed) -> None:
    """The file is named, with what is wrong; nothing is compared."""
    file = tmp_path / "old"
    file.write_text(text, encoding="utf-8")
    assert main(["rulebook", "--diff", str(file)]) == 2
    assert str(file) in capsys.readouterr().err


def test_missing_file_is_refused(tmp_path: Path, capsys: Printed) -> None:
    assert main(["rulebook", "--diff", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err


# ---------------------------------------------------------------- nobody is missed


def without(book: Rulebook, rule: str) -> Rulebook:
    """The same book with a rule less."""
    return _with_rules(book, *(each for each in book.rules if each.id != rule))


def overtaken(book: Rulebook) -> Rulebook:
    """The same rules, but one goes before others of its tier: other advice, as urgent."""
    return _with_rules(book, *sorted(book.rules, key=lambda rule: (-rule.tier, rule.id != "pregnancy-emergency")))


def with_three_signs(book: Rulebook) -> Rulebook:
    """A rule that takes three signs together."""
    three = replace(
        book.rule["fall"], id="three", tier=Tier.AMBULANCE, combinations=(frozenset({"fall", "fever", "night-pain"}),)
    )
    return _with_rules(book, three, *book.rules)


def with_other_age(book: Rulebook) -> Rulebook:
    """Fifty becomes fifty-five."""
    other = replace(book.findings["age-50"], at_least=55)
    return Rulebook(book.version, book.reviewed, {**book.findings, "age-50": other}, book.questions, book.rules, book.sources)


def _with_rules(book: Rulebook, *rules: Rule) -> Rulebook:
    return Rulebook(book.version, book.reviewed, book.findings, book.questions, rules, book.sources)


MUTANTS = {
    "a rule less": without(BOOK, "fever-at-risk"),
    "other order": overtaken(BOOK),
    "three signs": with_three_signs(BOOK),
    "other age": with_other_age(BOOK),
}


def small_people() -> Iterator[Signs]:
    """Everybody with one sign or two, sure or not, of every fourth sign, and of those that the mutants touch."""
    touched = (
        "fever",
        "recent-infection",
        "steroid-tablets",
        "pregnant",
        "pregnancy-warning",
        "night-pain",
        "fall",
        "wound-problem",
    )
    names = sorted({*touched, *[each.id for each in BOOK.findings.values() if not each.follows_from_age][::4]})
    for size in (0, 1, 2):
        for group in combinations(names, size):
            for states in product((State.PRESENT, State.UNSURE), repeat=size):
                yield frozenset(zip(group, states, strict=True))


@pytest.mark.parametrize("name", MUTANTS)
def test_nobody_is_missed(name: str) -> None:
    """Whoever of many people, at every age group, is told something else holds signs that are reported."""
    old = MUTANTS[name]
    found = rulebook_people.changes(old, BOOK)
    reported = {age: [each for each in found if age in each.ages] for age in rulebook_people.age_groups(old, BOOK)}
    missed = []
    for signs in small_people():
        for age, here in reported.items():
            before, after = (rulebook_people.verdict(book, signs, age).told for book in (old, BOOK))
            if before != after and not any(
                each.signs <= signs and (each.before.told, each.after.told) == (before, after) for each in here
            ):
                missed.append((sorted(signs), age, before, after))
    assert missed == []
    assert found


@pytest.mark.parametrize("name", MUTANTS)
def test_everybody_reported_is_told_something_else(name: str) -> None:
    """And each of them in fact is."""
    old = MUTANTS[name]
    for change in rulebook_people.changes(old, BOOK):
        for age in change.ages:
            assert rulebook_people.verdict(old, change.signs, age) == change.before
            assert rulebook_people.verdict(BOOK, change.signs, age) == change.after
        assert change.before.told != change.after.told


def test_rule_of_three_signs_is_found() -> None:
    """However many signs it takes."""
    found = rulebook_people.changes(MUTANTS["three signs"], BOOK)
    assert frozenset((each, State.PRESENT) for each in ("fall", "fever", "night-pain")) in {each.signs for each in found}
